"""A form of three questions with botbuilder-dialogs and MemoryStorage, in the shape of Microsoft's prompt samples."""
# mypy: ignore-errors
# it runs in an environment of its own

from botbuilder.core import (
    ActivityHandler,
    ConversationState,
    MemoryStorage,
    MessageFactory,
    TurnContext,
    UserState,
)
from botbuilder.dialogs import (
    ComponentDialog,
    DialogSet,
    DialogTurnStatus,
    WaterfallDialog,
    WaterfallStepContext,
)
from botbuilder.dialogs.prompts import PromptOptions, TextPrompt
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from serving import serve
from stock_settings import Settings

QUESTIONS = {"ziel": "Was willst du erreichen?", "modul": "Welches Modul?", "dauer": "Welche Teilnahmedauer?"}


class FormDialog(ComponentDialog):
    """Three text prompts in a waterfall, the answers kept with the user."""

    def __init__(self, user_state: UserState) -> None:
        super().__init__(FormDialog.__name__)
        self.forms = user_state.create_property("Form")
        self.add_dialog(WaterfallDialog("form", [self.ziel, self.modul, self.dauer, self.done]))
        self.add_dialog(TextPrompt("text"))
        self.initial_dialog_id = "form"

    async def _ask(self, step: WaterfallStepContext, name: str):
        return await step.prompt("text", PromptOptions(prompt=MessageFactory.text(QUESTIONS[name])))

    async def ziel(self, step: WaterfallStepContext):
        return await self._ask(step, "ziel")

    async def modul(self, step: WaterfallStepContext):
        step.values["ziel"] = step.result
        return await self._ask(step, "modul")

    async def dauer(self, step: WaterfallStepContext):
        step.values["modul"] = step.result
        return await self._ask(step, "dauer")

    async def done(self, step: WaterfallStepContext):
        form = await self.forms.get(step.context, dict)
        form.update(ziel=step.values["ziel"], modul=step.values["modul"], dauer=step.result)
        await step.context.send_activity(MessageFactory.text(f"Fertig: {form['ziel']}, {form['modul']}"))
        return await step.end_dialog()


class FormBot(ActivityHandler):
    """Runs the dialogue and keeps both states after each turn."""

    def __init__(self) -> None:
        storage = MemoryStorage()
        self.conversation_state = ConversationState(storage)
        self.user_state = UserState(storage)
        self.dialog = FormDialog(self.user_state)
        self.dialogs = DialogSet(self.conversation_state.create_property("DialogState"))
        self.dialogs.add(self.dialog)

    async def on_turn(self, turn_context: TurnContext) -> None:
        await super().on_turn(turn_context)
        await self.conversation_state.save_changes(turn_context)
        await self.user_state.save_changes(turn_context)

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        context = await self.dialogs.create_context(turn_context)
        results = await context.continue_dialog()
        if results.status == DialogTurnStatus.Empty:
            await context.begin_dialog(self.dialog.id)


adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(Settings()))
bot = FormBot()
serve(lambda request: adapter.process(request, bot))
