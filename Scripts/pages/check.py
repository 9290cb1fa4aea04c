#!/usr/bin/env python3
"""Opens pages in Chromium and reports what is wrong with them.

    apt-get install chromium
    Scripts/pages/check.py study.html others/*.html --out .build/pages

Each page is opened 360 and 1200 pixels wide, in the light and in the dark scheme, and as it is printed. A
page fails for: a message of the browser's console, a request to the network, a page wider than its window,
images that are broken or have no alt text or size, SVG without a label, text with a contrast below 4.5:1 and
series below 3:1, letters of charts that are too small, overlap or leave the picture, tables without caption
or scopes, skipped levels of headings, names that come twice, links that lead nowhere, scripts. `--out`
is a folder for pictures of all of that: `<page>-360-light.png` and so on.

Ends with 0 if all pages are sound, 1 if one is not, 2 if there is no browser or no such file. Needs
Python 3.10 and a Chromium, which `--browser` names where it is not on the path; no other package.

`make pages` does so with a page that has everything on it, which comes from the tests:

    KAGAMI_SAMPLE_PAGE=/tmp/sample.html swift test --filter theSampleIsSound
"""

import argparse
import base64
import pathlib
import sys

from browser import Browser, BrowserError

INSPECT = (pathlib.Path(__file__).parent / "inspect.js").read_text()
# Pixels from side to side, pixels of the screen for each of those, whether it is a telephone, media, scheme.
VIEWS = [
    ("360-light", 360, 2, True, "screen", "light"),
    ("360-dark", 360, 2, True, "screen", "dark"),
    ("1200-light", 1200, 1, False, "screen", "light"),
    ("1200-dark", 1200, 1, False, "screen", "dark"),
    # A4 between margins of 1 cm, at 96 pixels an inch.
    ("print", 718, 1, False, "print", "light"),
]
# Chromium draws no picture beyond this many pixels.
HEIGHT_LIMIT = 16_000


def look(browser, page, view, out):
    """Opens one page in one view; returns what is wrong, and writes a picture if `out` is a folder."""
    name, width, scale, is_mobile, media, scheme = view
    target = browser.send("Target.createTarget", url="about:blank")["targetId"]
    session = browser.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    browser.events.clear()

    def send(method, **parameters):
        return browser.send(method, session, **parameters)

    for domain in ["Page", "Runtime", "Log", "Network"]:
        send(f"{domain}.enable")
    send("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=scale,
         mobile=is_mobile)
    send("Emulation.setEmulatedMedia", media=media,
         features=[{"name": "prefers-color-scheme", "value": scheme}])
    address = page.resolve().as_uri()
    failure = send("Page.navigate", url=address).get("errorText")
    if failure:
        return [f"could not be opened: {failure}"]
    browser.wait("Page.loadEventFired", session)
    result = send("Runtime.evaluate", expression=INSPECT, awaitPromise=True, returnByValue=True)
    if "exceptionDetails" in result:
        return [f"could not be inspected: {result['exceptionDetails']['exception']['description']}"]
    problems = result["result"]["value"]
    if out:
        size = send("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": width, "height": min(size["height"], HEIGHT_LIMIT / scale),
                "scale": 1}
        picture = send("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)["data"]
        (out / f"{page.stem}-{name}.png").write_bytes(base64.b64decode(picture))
    # Last, so that whatever came late is among them.
    problems += [line for event in browser.events if event.get("sessionId") == session
                 for line in complaint(event, address)]
    browser.send("Target.closeTarget", targetId=target)
    return problems


def complaint(event, address):
    """What an event of the browser says against a page, as a list of at most one line."""
    method, details = event["method"], event["params"]
    if method == "Network.requestWillBeSent":
        url = details["request"]["url"]
        if url.split("#")[0] != address and not url.startswith("data:"):
            return [f"requests {url[:100]}"]
    elif method == "Log.entryAdded" and details["entry"]["level"] in ("error", "warning"):
        return [f"console: {details['entry']['text']}"]
    elif method == "Runtime.consoleAPICalled":
        words = " ".join(str(part.get("value", part.get("description"))) for part in details["args"])
        return [f"console: {words}"]
    elif method == "Runtime.exceptionThrown":
        return [f"exception: {details['exceptionDetails']['text']}"]
    return []


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="+", type=pathlib.Path, help="files of HTML")
    parser.add_argument("--out", type=pathlib.Path, help="a folder for pictures of the pages")
    parser.add_argument("--browser", help="Chromium's command, if not on the path")
    options = parser.parse_args()
    missing = [str(page) for page in options.pages if not page.is_file()]
    if missing:
        print(f"no such file: {', '.join(missing)}", file=sys.stderr)
        return 2
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
    is_sound = True
    try:
        with Browser(options.browser) as browser:
            for page in options.pages:
                found = {}
                for view in VIEWS:
                    for problem in look(browser, page, view, options.out):
                        found.setdefault(problem, []).append(view[0])
                for problem, views in found.items():
                    where = "" if len(views) == len(VIEWS) else f" ({', '.join(views)})"
                    print(f"{page}: {problem}{where}")
                print(f"{page}: " + (f"{len(found)} problems" if found else "sound"))
                is_sound = is_sound and not found
    except BrowserError as error:
        print(error, file=sys.stderr)
        return 2
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
