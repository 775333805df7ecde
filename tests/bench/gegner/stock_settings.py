"""The settings of both stock bots."""


class Settings:
    """No app id: no token is checked and none is fetched, which is the fastest it can be."""

    APP_ID = ""
    APP_PASSWORD = ""
    APP_TYPE = "MultiTenant"
    APP_TENANTID = ""
