"""The small face of chat robots, against a real server that plays each vendor, and misbehaves."""

import threading
import time
from datetime import timedelta

import pytest

from tests.support.robots import SECRET, TAKEN, TOKEN, Group, a_group
from workflow.adapters.chat import Chat, ChatKind, ChatTrouble, NotNow, Reason, TurnedAway, Way
from workflow.settings import BadSetting, from_environment


def post(group: Group, kind: ChatKind = ChatKind.WECOM, *, secret: str = "", timeout: float = 5) -> str:
    return Chat(group.allowed(timeout=timeout)).post(Way(kind, group.address(kind), secret), "督办 3 项", at=group.now)


def trouble(group: Group, kind: ChatKind = ChatKind.WECOM, **facts) -> ChatTrouble:
    with pytest.raises(ChatTrouble) as told:
        post(group, kind, **facts)
    return told.value


@pytest.mark.parametrize("kind", list(ChatKind))
def test_each_vendors_robot_takes_what_is_said_in_its_own_form(group: Group, kind: ChatKind) -> None:
    assert post(group, kind).startswith("0 ")
    assert group.heard == ["督办 3 项"]


@pytest.mark.parametrize("kind", [ChatKind.DINGTALK, ChatKind.FEISHU])
def test_a_group_that_asks_for_a_signature_gets_the_right_one(group: Group, kind: ChatKind) -> None:
    group.secret = SECRET
    assert isinstance(trouble(group, kind), TurnedAway)
    assert isinstance(trouble(group, kind, secret="another"), TurnedAway)
    post(group, kind, secret=SECRET)
    group.now += timedelta(hours=2)
    late = Chat(group.allowed())
    with pytest.raises(TurnedAway):
        late.post(Way(kind, group.address(kind), SECRET), "x", at=group.now - timedelta(hours=2))
    assert group.heard == ["督办 3 项"]


def test_an_older_deployment_of_feishu_answers_with_a_status_code_only(group: Group) -> None:
    group.says(StatusCode=0, StatusMessage="success")
    assert post(group, ChatKind.FEISHU) == "0 success"


@pytest.mark.parametrize(
    ("kind", "answer", "sort"),
    [
        (ChatKind.WECOM, {"errcode": 93000, "errmsg": "invalid webhook url"}, TurnedAway),
        (ChatKind.WECOM, {"errcode": 45009, "errmsg": "api freq out of limit"}, NotNow),
        (ChatKind.DINGTALK, {"errcode": 310000, "errmsg": "keywords not in content"}, TurnedAway),
        (ChatKind.DINGTALK, {"errcode": 130101, "errmsg": "send too fast"}, NotNow),
        (ChatKind.FEISHU, {"code": 19024, "msg": "Key Words Not Found"}, TurnedAway),
        (ChatKind.FEISHU, {"code": 11232, "msg": "frequency limited"}, NotNow),
    ],
)
def test_what_a_robot_refuses_is_said_and_only_what_may_pass_is_tried_again(group: Group, kind, answer, sort) -> None:
    group.says(**answer)
    told = trouble(group, kind)
    assert type(told) is sort
    assert told.reply == " ".join(map(str, answer.values()))


@pytest.mark.parametrize(
    ("status", "body", "sort", "reason"),
    [
        (500, b"", NotNow, Reason.STATUS),
        (429, b"", NotNow, Reason.STATUS),
        (404, b"", TurnedAway, Reason.STATUS),
        (200, b"<html>sign in to the network first</html>", NotNow, Reason.GARBAGE),
        (200, b"", NotNow, Reason.GARBAGE),
        (200, b"[0]", NotNow, Reason.GARBAGE),
        (200, b'{"errcode": "0"}', NotNow, Reason.GARBAGE),
        (200, b'{"errcode": false}', NotNow, Reason.GARBAGE),
        (200, b"[" * 100_000, NotNow, Reason.GARBAGE),
        (200, b"\xff\xfe\x00", NotNow, Reason.GARBAGE),
    ],
)
def test_an_answer_that_is_no_robots_is_never_taken_for_a_delivery(group: Group, status, body, sort, reason) -> None:
    group.answer = (status, {}, body)
    told = trouble(group)
    assert type(told) is sort and told.reply.partition(": ")[0] == reason


def test_a_redirect_is_not_followed(group: Group) -> None:
    with a_group(group.now) as elsewhere:
        group.answer = (307, {"Location": elsewhere.address(ChatKind.WECOM)}, b"")
        told = trouble(group)
    assert isinstance(told, TurnedAway) and told.reply == "redirected: 307"
    assert (group.asked, elsewhere.asked) == (1, 0)


@pytest.mark.parametrize("manner", ["hangs", "drips", "is gone"])
def test_a_server_that_does_not_answer_is_not_waited_for_long(group: Group, manner: str) -> None:
    allowed, way = group.allowed(timeout=0.4), Way(ChatKind.WECOM, group.address(ChatKind.WECOM))
    if manner == "hangs":
        group.hang = threading.Event()
    group.drip = manner == "drips"
    if manner == "is gone":
        with a_group(group.now) as gone:
            allowed, way = gone.allowed(), Way(ChatKind.WECOM, gone.address(ChatKind.WECOM))
    began = time.monotonic()
    with pytest.raises(NotNow, match=Reason.UNREACHABLE):
        Chat(allowed).post(way, "x", at=group.now)
    assert time.monotonic() - began < 2


def test_no_proxy_of_the_environment_is_asked(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_group(group.now) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        post(group)
    assert (group.asked, proxy.asked) == (1, 0)


@pytest.mark.parametrize("kind", list(ChatKind))
def test_what_is_said_of_a_trouble_never_holds_the_token_or_the_secret(group: Group, kind: ChatKind) -> None:
    echo = f"no such robot {group.address(kind)} signed {SECRET}"
    group.says(errcode=1, errmsg=echo, code=1, msg=echo)
    told = trouble(group, kind, secret=SECRET).reply
    assert TOKEN not in told and SECRET not in told and "no such robot" in told


ALLOWED = "qyapi.weixin.qq.com, chat.city.cn:8443, http://10.1.2.3:8080, 127.0.0.1:9000"
TRIED = {
    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1": True,
    "https://QYAPI.weixin.qq.com:443/x": True,
    "http://qyapi.weixin.qq.com/x": False,  # not over TLS
    "https://qyapi.weixin.qq.com:8443/x": False,
    "https://chat.city.cn:8443/x": True,
    "https://chat.city.cn/x": False,
    "http://10.1.2.3:8080/x": True,
    "http://10.1.2.3/x": False,
    "http://127.0.0.1:9000/x": True,
    "https://127.0.0.1:9000/x": True,
    "http://127.0.0.1:9001/x": False,
    "http://localhost:9000/x": False,
    "https://qyapi.weixin.qq.com@10.9.9.9/x": False,
    "https://10.9.9.9/qyapi.weixin.qq.com": False,
    "https://qyapi.weixin.qq.com.evil.test/x": False,
    "https://a:b@qyapi.weixin.qq.com/x": False,
    "https://qyapi.weixin.qq.com/x#y": False,
    "https://qyapi.weixin.qq.com/x y": False,
    "https://qyapi.weixin.qq.com/\r\nHost: 10.9.9.9": False,
    "https://qyapi.weixin.qq.com:99999/x": False,
    "https://[::1/x": False,
    "file:///etc/passwd": False,
    "ftp://qyapi.weixin.qq.com/x": False,
    "//qyapi.weixin.qq.com/x": False,
    "https://qyapi.weixin.qq.com\\@10.9.9.9/x": False,
    "": False,
}


def chat_of(tmp_path, words: str) -> Chat:
    return Chat(from_environment({"DUBAN_DATA": str(tmp_path), "DUBAN_CHAT_HOSTS": words}).chat)


def test_only_servers_that_the_settings_name_are_allowed(tmp_path) -> None:
    chat = chat_of(tmp_path, ALLOWED)
    assert {address: chat.allows(address) for address in TRIED} == TRIED
    assert not any(chat_of(tmp_path, "").allows(address) for address in TRIED)
    assert not any(chat_of(tmp_path, "*").allows(address) for address in TRIED)


def test_what_is_not_allowed_is_not_called_even_where_it_stands_entered(group: Group) -> None:
    with a_group(group.now) as other, pytest.raises(TurnedAway, match=Reason.NOT_ALLOWED):
        Chat(group.allowed()).post(Way(ChatKind.WECOM, other.address(ChatKind.WECOM)), "x", at=group.now)
    assert other.asked == 0


@pytest.mark.parametrize("words", ["ftp://chat.city.cn", "https://", "chat.city.cn/path", "a@b", "chat.city.cn:port"])
def test_a_setting_that_names_no_server_stops_the_start(tmp_path, words: str) -> None:
    with pytest.raises(BadSetting, match="DUBAN_CHAT_HOSTS"):
        chat_of(tmp_path, words)


def test_every_kind_has_its_form() -> None:
    assert set(TAKEN) == set(ChatKind)
