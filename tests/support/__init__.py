"""What tests stand on: databases, a mail server, a browser, a client that checks every page."""
