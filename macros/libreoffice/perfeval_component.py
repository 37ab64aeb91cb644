"""The buttons of LibreOffice Calc: a UNO protocol handler for ``org.perfeval.xl:COMMAND``.

Only the standard library and ``uno``: this runs in LibreOffice's own Python. All that is known of forms and rules is in
the program, which runs in a process of its own (:mod:`perfeval_office.worker`).
"""

import uno
import unohelper
from com.sun.star.frame import DispatchResultEvent, XDispatchProvider, XNotifyingDispatch
from com.sun.star.lang import XInitialization, XServiceInfo
from perfeval_office.pressing import press

IMPLEMENTATION = "org.perfeval.xl.Handler"
SERVICE = "com.sun.star.frame.ProtocolHandler"
PROTOCOL = "org.perfeval.xl:"
SUCCESS = uno.getConstantByName("com.sun.star.frame.DispatchResultState.SUCCESS")
FAILURE = uno.getConstantByName("com.sun.star.frame.DispatchResultState.FAILURE")


class Handler(unohelper.Base, XInitialization, XServiceInfo, XDispatchProvider, XNotifyingDispatch):
    """One for each window: LibreOffice hands over the window's frame."""

    def __init__(self, context, *_arguments):
        self.context = context
        self.frame = None

    def initialize(self, arguments):
        self.frame = arguments[0] if arguments else None

    def queryDispatch(self, url, _target, _flags):  # noqa: N802 - UNO's names
        return self if url.Complete.startswith(PROTOCOL) else None

    def queryDispatches(self, requests):  # noqa: N802
        return tuple(self.queryDispatch(one.FeatureURL, one.FrameName, one.SearchFlags) for one in requests)

    def dispatch(self, url, arguments):
        """A click; with the argument ``Quiet`` no message box is shown."""
        quiet = any(one.Name == "Quiet" and one.Value for one in arguments)
        return press(self.context, self.frame, url.Complete[len(PROTOCOL) :], quiet)

    def dispatchWithNotification(self, url, arguments, listener):  # noqa: N802
        """As :meth:`dispatch`; the listener gets the message's text."""
        done, text = self.dispatch(url, arguments)
        if listener is not None:
            event = DispatchResultEvent()
            event.Source, event.State, event.Result = self, SUCCESS if done else FAILURE, text
            listener.dispatchFinished(event)

    def addStatusListener(self, _listener, _url):  # noqa: N802
        """The buttons are always enabled: what stands in the way is said on a click."""

    def removeStatusListener(self, _listener, _url):  # noqa: N802
        pass

    def getImplementationName(self):  # noqa: N802
        return IMPLEMENTATION

    def supportsService(self, name):  # noqa: N802
        return name == SERVICE

    def getSupportedServiceNames(self):  # noqa: N802
        return (SERVICE,)


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the name that LibreOffice looks for
g_ImplementationHelper.addImplementation(Handler, IMPLEMENTATION, (SERVICE,))
