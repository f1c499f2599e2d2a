"""What an editor says of a definition that `thidua init` has made: completion, hover and diagnostics of a YAML language server.

    python editor.py THIDUA SERVER

SERVER is the `yaml-language-server` command. The schema is found by the line at the top of the file, and by the settings
of VS Code alone; each time keys and values are offered and explained in Vietnamese.
"""

import json
import queue
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

MODELINE = "# yaml-language-server: "


class Server:
    """A language server, spoken to over its standard input and output."""

    def __init__(self, command, folder, settings):
        self.settings, self.replies, self.diagnostics, self.count = settings, queue.Queue(), queue.Queue(), 0
        self.process = subprocess.Popen([command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        threading.Thread(target=self.listen, daemon=True).start()
        within = {"uri": folder.as_uri(), "name": folder.name}
        documents = {"hover": {"contentFormat": ["markdown"]}, "completion": {"completionItem": {"documentationFormat": ["markdown"]}}}
        able = {"textDocument": documents, "workspace": {"configuration": True, "workspaceFolders": True}}
        self.ask("initialize", {"processId": None, "rootUri": within["uri"], "workspaceFolders": [within], "capabilities": able})
        self.tell("initialized", {})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def ask(self, method, params):
        self.count += 1
        self.send({"id": self.count, "method": method, "params": params})
        reply = self.replies.get(timeout=60)
        assert reply["id"] == self.count and "error" not in reply, reply
        return reply["result"]

    def listen(self):
        while header := self.process.stdout.readline():
            length = int(header.split(b":")[1])
            assert self.process.stdout.readline() == b"\r\n"
            message = json.loads(self.process.stdout.read(length))
            match message.get("method"):
                case None:
                    self.replies.put(message)
                case "textDocument/publishDiagnostics":
                    self.diagnostics.put(message["params"]["diagnostics"])
                case "workspace/configuration":
                    asked = [self.section(item["section"]) for item in message["params"]["items"]]
                    self.send({"id": message["id"], "result": asked})
                case _ if "id" in message:
                    self.send({"id": message["id"], "result": None})

    def section(self, name):
        """A part of the settings, as VS Code gives it: `yaml` is every key that begins so, nested."""
        nested = {}
        for key, value in self.settings.items():
            if key.startswith(f"{name}."):
                inner = nested
                *outer, last = key.removeprefix(f"{name}.").split(".")
                for part in outer:
                    inner = inner.setdefault(part, {})
                inner[last] = value
        return nested

    def end(self):
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.wait(timeout=30)


class Definition:
    """A definition that is open in the editor."""

    def __init__(self, server, path, text):
        self.server, self.text, self.version = server, text, 1
        self.document = {"uri": path.as_uri()}
        server.tell("textDocument/didOpen", {"textDocument": self.document | {"languageId": "yaml", "version": 1, "text": text}})

    def diagnostics(self):
        return self.server.diagnostics.get(timeout=60)

    def change(self, text):
        self.text, self.version = text, self.version + 1
        change = {"textDocument": self.document | {"version": self.version}, "contentChanges": [{"text": text}]}
        self.server.tell("textDocument/didChange", change)
        return self.diagnostics()

    def place(self, words, at):
        """The position within some words that stand once in the text."""
        assert self.text.count(words) == 1, words
        before = self.text[: self.text.index(words) + at]
        return {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}

    def hover(self, words, at=1):
        found = self.server.ask("textDocument/hover", {"textDocument": self.document, "position": self.place(words, at)})
        return found["contents"]["value"] if found else ""

    def offered(self, words):
        """What is offered at the end of some words: the label, and what explains it."""
        found = self.server.ask("textDocument/completion", {"textDocument": self.document, "position": self.place(words, len(words))})
        text = lambda told: told["value"] if isinstance(told, dict) else told or ""
        return {item["label"]: text(item.get("documentation")) for item in found["items"]}


# Words of a new definition, and what is told when the mouse is over their first letter.
HOVERS = {
    "nam: 2031": "Năm thi đua",
    "tieu_chi: ": "Cây tiêu chí",
    "diem_chuan: 70": "Điểm chuẩn (tối đa)",
    "gop_ky: {": "Cách gộp các kỳ lá",
    "thu_hang: ": "Hai đơn vị cùng hạng 2 thì đơn vị sau hạng 4.",
    "tong_diem ": "Xếp hạng theo tổng điểm.",
    "tu_5_len, ": "đúng một nửa thì lên.",
}

# What is changed in it, the words after which something is asked for, and some of what is offered there with what explains it.
OFFERS = [
    (("\nxep_hang:", "\nd\nxep_hang:"), "\nd", {"danh_hieu": "Danh hiệu, hình thức khen thưởng", "dot": "Các đợt của phong trào."}),
    (("xep_hang:\n", "xep_hang:\n  \n"), "xep_hang:\n  ", {"khi_bang_diem": "Thứ tự xét khi bằng điểm.", "tren_diem": "điểm đã làm tròn"}),
    (("lay: diem_tong}", "lay: }"), "lay: ", {"so_lieu": "Cộng số liệu các kỳ lá", "diem_binh_quan": "Lấy bình quân điểm"}),
    (("70, cach_cham: cho_diem}", "70, cach_cham: }"), "70, cach_cham: ", {"cho_diem": "Cho điểm trực tiếp", "co_khong": "Có: điểm chuẩn; không: 0."}),
    (("ten: Khối thi đua số 1}", "ten: Khối thi đua số 1, kh}"), "số 1, kh", {"khoi_truong": "Khối trưởng", "khoi_pho": "Khối phó"}),
]


def plain(told):
    """What is told, without the marks that keep Markdown from reading it."""
    return told.replace("\\", "")


def spoken(server, path, text):
    """Asks for everything, and compares; how much was asked."""
    definition = Definition(server, path, text)
    assert (found := definition.diagnostics()) == [], f"a new definition is right: {found}"
    for words, told in HOVERS.items():
        assert told in plain(definition.hover(words)), f"{words}: {definition.hover(words)}"
    for (old, new), words, expected in OFFERS:
        assert text.count(old) == 1, old
        definition.change(text.replace(old, new))
        offered = definition.offered(words)
        for label, told in expected.items():
            assert told in plain(offered.get(label, "")), f"{words!r} offers {label}: {offered}"
    (fault,) = definition.change(text.replace("\nxep_hang:", "\nxep_hangg:"))
    line = text[: text.index("\nxep_hang:")].count("\n") + 1
    assert (fault["range"]["start"]["line"], "xep_hangg" in fault["message"]) == (line, True), fault
    return len(HOVERS) + len(OFFERS) + 2


def main(program, command):
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work).resolve() / "moi"
        subprocess.run([program, "init", str(folder), "--as-of", "2031-01-01", "--quiet"], check=True)
        path = folder / "phong-trao.yaml"
        text = path.read_text(encoding="utf-8")
        assert text.startswith(MODELINE), "the first line names the schema"
        settings = json.loads((folder / ".vscode/settings.json").read_text(encoding="utf-8"))
        quiet = {"yaml.schemaStore.enable": False}
        without = text.split("\n", 1)[1]
        for name, said, text in [("by its first line", quiet, text), ("by the settings", settings, without)]:
            server = Server(command, folder, said)
            print(f"editor: {spoken(server, path, text)} answers, the schema found {name}")
            server.end()
        # Without either nothing is told: it is the schema that speaks.
        server = Server(command, folder, quiet)
        definition = Definition(server, path, without)
        assert (definition.diagnostics(), definition.hover("nam: 2031")) == ([], ""), "no schema, no word"
        server.end()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
