"""The practice room: Teams on loopback, with invented people. Nothing of it is ever part of production."""

from bot.uebungsraum.card import action_titled, actions, texts
from bot.uebungsraum.clock import Clock, PracticeClock
from bot.uebungsraum.connector import Connector
from bot.uebungsraum.delivery import Answer, HttpDelivery
from bot.uebungsraum.faults import Call, Fault, Faults, Kind, RateLimit
from bot.uebungsraum.page import Page
from bot.uebungsraum.people import Bot, Channel, Person, Place
from bot.uebungsraum.room import Uebungsraum
from bot.uebungsraum.stage import Turn
from bot.uebungsraum.welt import Message, Welt

__all__ = [
    "Answer",
    "Bot",
    "Call",
    "Channel",
    "Clock",
    "Connector",
    "Fault",
    "Faults",
    "HttpDelivery",
    "Kind",
    "Message",
    "Page",
    "Person",
    "Place",
    "PracticeClock",
    "RateLimit",
    "Turn",
    "Uebungsraum",
    "Welt",
    "action_titled",
    "actions",
    "texts",
]
