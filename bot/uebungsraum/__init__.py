"""The practice room: Teams on loopback, with invented people. Nothing of it is ever part of production.

Begin with `room.Uebungsraum` and `page.Page`.
"""
