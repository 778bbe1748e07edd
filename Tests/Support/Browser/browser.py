"""Opens a page in headless Chromium and does what standard input asks for, over the DevTools protocol on a pipe.

Standard input holds JSON:
    {"chromium": PATH, "page": URL, "width": 1280, "height": 900, "scheme": "light" or "dark", "script": true or false,
     "steps": [{"evaluate": EXPRESSION} or {"screenshot": FILE} …]}
Standard output tells, as JSON, the values of the expressions ("values"), the URLs that the page asked for ("requests"),
what it wrote to the console as an error and the exceptions of its scripts ("errors"), and the milliseconds from the
start of the navigation to the load event ("load").

Only Python's standard library is used.
"""

import base64
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile


class Browser:
    """Chromium and one of its pages."""

    def __init__(self, chromium, folder):
        # Chromium reads commands from descriptor 3 and writes answers and events to 4, with a zero byte after each.
        commands, self.commands = os.pipe()
        self.answers, answers = os.pipe()

        def descriptors():
            # Copies first: either may be 3 or 4 already.
            source, target = os.dup(commands), os.dup(answers)
            os.dup2(source, 3)
            os.dup2(target, 4)

        arguments = [
            chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--user-data-dir=" + folder,
            "--remote-debugging-pipe", "about:blank",
        ]
        self.process = subprocess.Popen(
            arguments, preexec_fn=descriptors, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(answers)
        self.rest = b""
        self.count = 0
        self.events = []
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def receive(self):
        while b"\0" not in self.rest:
            chunk = os.read(self.answers, 1 << 20)
            if not chunk:
                raise SystemExit("chromium ended before it answered; run it by hand to see why")
            self.rest += chunk
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.commands, data):]
        while True:
            answer = self.receive()
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def wait(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.receive())

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise SystemExit(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def screenshot(self, file):
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        image = self.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)["data"]
        with open(file, "wb") as output:
            output.write(base64.b64decode(image))

    def end(self):
        self.session = None
        self.call("Browser.close")
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()


def errors(events):
    for event in events:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            yield parameters["exceptionDetails"]["text"]
        elif method == "Log.entryAdded" and parameters["entry"]["level"] == "error":
            yield parameters["entry"]["text"]
        elif method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "assert"):
            yield str([argument.get("value") for argument in parameters["args"]])


def main():
    # A browser that does not answer must not be waited for.
    signal.alarm(180)
    wish = json.load(sys.stdin)
    folder = tempfile.mkdtemp(prefix="chromium-")
    browser = Browser(wish["chromium"], folder)
    try:
        for domain in ("Page", "Runtime", "Log", "Network"):
            browser.call(domain + ".enable")
        browser.call(
            "Emulation.setDeviceMetricsOverride", width=wish.get("width", 1280), height=wish.get("height", 900),
            deviceScaleFactor=1, mobile=wish.get("width", 1280) < 600)
        browser.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": wish.get("scheme", "light")}])
        browser.call("Emulation.setScriptExecutionDisabled", value=not wish.get("script", True))
        browser.call("Page.navigate", url=wish["page"])
        browser.wait("Page.loadEventFired")
        values = []
        for step in wish.get("steps", []):
            if "evaluate" in step:
                values.append(browser.evaluate(step["evaluate"]))
            else:
                browser.screenshot(step["screenshot"])
        timing = "performance.getEntriesByType('navigation')[0].loadEventStart"
        load = browser.evaluate(timing) if wish.get("script", True) else None
        requests = [
            event["params"]["request"]["url"] for event in browser.events
            if event.get("method") == "Network.requestWillBeSent"]
        print(json.dumps({"values": values, "requests": requests, "errors": list(errors(browser.events)), "load": load}))
        browser.end()
    finally:
        if browser.process.poll() is None:
            browser.process.kill()
            browser.process.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
