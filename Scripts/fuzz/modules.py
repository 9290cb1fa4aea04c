class Modules:
    pass
