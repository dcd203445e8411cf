"""A headless Chromium driven through chromedriver, with nothing but Python's own library."""

import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-dev-shm-usage", "--hide-scrollbars"]


def available():
    return shutil.which("chromium") is not None and shutil.which("chromedriver") is not None


class Fault(Exception):
    """What the browser refused, or a script that threw."""


class Browser:
    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.profile = tempfile.mkdtemp(prefix="ipcheck-chromium-")
        self.driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, env={**os.environ, "TZ": "Asia/Shanghai"})
        self.root = f"http://127.0.0.1:{port}"
        self.session = None
        self._await_driver()
        options = {"args": FLAGS + [f"--user-data-dir={self.profile}"], "binary": shutil.which("chromium")}
        answer = self._call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}})
        self.session = "/session/" + answer["sessionId"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            if self.session:
                self._call("DELETE", self.session)
        finally:
            self.driver.terminate()
            self.driver.wait(10)
            shutil.rmtree(self.profile, ignore_errors=True)

    def _await_driver(self):
        for _ in range(100):
            try:
                if self._call("GET", "/status")["ready"]:
                    return
            except (urllib.error.URLError, ConnectionError):
                pass
            time.sleep(0.1)
        raise Fault("chromedriver did not start")

    def _call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.root + path, data, {"Content-Type": "application/json"}, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise Fault(json.load(error)["value"]["message"]) from None

    def cdp(self, command, **params):
        return self._call("POST", self.session + "/goog/cdp/execute", {"cmd": command, "params": params})

    def size(self, width, height):
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                 mobile=width < 600)

    def prefer(self, scheme):
        self.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, path):
        self._call("POST", self.session + "/url", {"url": "file://" + os.path.abspath(path)})

    def run(self, script, *args):
        """The value of a function body; `arguments` are `args`."""
        return self._call("POST", self.session + "/execute/sync", {"script": script, "args": list(args)})

    def wait(self, script, seconds=10):
        """Runs `script` again until it is true; what it answered."""
        end = time.monotonic() + seconds
        while True:
            answer = self.run(script)
            if answer:
                return answer
            if time.monotonic() > end:
                raise Fault("waited in vain: " + script)
            time.sleep(0.05)

    def press(self, *keys):
        """Keys as a person presses them: `Tab`, `Enter`, ` `."""
        codes = {"Tab": "\ue004", "Enter": "\ue007", "Shift": "\ue008", "End": "\ue010", "Home": "\ue011"}
        actions = []
        for key in keys:
            for kind in ("keyDown", "keyUp"):
                actions.append({"type": kind, "value": codes.get(key, key)})
        self._call("POST", self.session + "/actions", {"actions": [{"type": "key", "id": "k", "actions": actions}]})

    def log(self):
        """What the console has said since it was last asked."""
        return self._call("POST", self.session + "/se/log", {"type": "browser"})

    def screenshot(self, path, full=False):
        more = {}
        if full:
            size = self.cdp("Page.getLayoutMetrics")["cssContentSize"]
            more = {"captureBeyondViewport": True,
                    "clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 12000), "scale": 1}}
        with open(path, "wb") as out:
            out.write(base64.b64decode(self.cdp("Page.captureScreenshot", format="png", **more)["data"]))

    def print(self, path):
        answer = self.cdp("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        with open(path, "wb") as out:
            out.write(base64.b64decode(answer["data"]))
