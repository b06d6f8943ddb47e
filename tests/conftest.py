"""The tests' ground. What is missing on the machine is a failure that names the command, never a skip."""

import os

from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.support.databases",
    "tests.support.cities",
    "tests.support.mail",
    "tests.support.objects",
    "tests.support.robots",
    "tests.support.rounds",
    "tests.support.web",
    "tests.support.browser",
]

# No deadline: two workers share the machine, and a slow example is no wrong one.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
