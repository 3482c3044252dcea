"""Invented policy documents of real shape: headings, lists, figures, places, drawn from pools by a seed."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

LENGTH = 2_000
"""Characters of a document, about."""

_SENTENCES = Path(__file__).with_name("sentences.txt")
_FIRST = "云青石龙凤金银白玉松柳梅兰安宁永康和平福昌泰兴顺清明华丰广长东南北高大新"
_SECOND = "川山河江湖海溪泉岭峰原野林田洲塘湾港桥坪岗阳阴城陵谷浦沙坡源"
_AREAS = ("新区", "高新区", "经开区", "新城", "临港经济区", "空港新城")
_ROADS = ("大道提升改造", "路东延", "快速路", "至机场公路", "大桥")
_WORKS = ("水厂", "污水处理厂", "110kV输变电工程", "水库", "科创城", "产业园", "中心医院", "文化馆")
_INDUSTRIES = "氢能 光伏 生物医药 集成电路 智能网联汽车 低空经济 新材料 现代物流 大数据".split()
_POLICIES = ("一体化发展规划", "三年行动计划", "高质量发展实施方案", "交通同网实施方案", "人才引进办法")
_BODIES = ("管委会", "发展和改革局", "科技创新局", "党工委")
_COMPANIES = ("能源集团", "智造有限公司", "生物科技公司", "建设投资集团")
_KINDS = ("工作要点", "三年行动计划", "高质量发展实施意见", "学习考察报告")
_NUMERALS = "一二三四五六七八九十"
_HEADINGS = (
    "壮大主导产业",
    "完善基础设施",
    "推动区域协同",
    "提升创新能力",
    "扩大对外开放",
    "优化营商环境",
    "改善民生服务",
    "保护生态环境",
)


class _Writer:
    """The names and figures of one document; each slot of a sentence is drawn when it is asked for."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 the same documents every time
        year = self._random.randint(2025, 2035)
        city, self.area = self._place() + "市", self._place() + self._one(_AREAS[:2])
        near, far = ([self._place() + self._one(_AREAS) for _ in range(3)] for _ in range(2))
        draw = self._random
        self._slots: dict[str, Callable[[], object]] = {
            "city": lambda: city,
            "near": lambda: self._one(near),
            "far": lambda: self._one(far),
            "year": lambda: year,
            "later": lambda: year + draw.randint(1, 5),
            "count": lambda: draw.randint(2, 90),
            "hundreds": lambda: draw.randint(100, 900),
            "month": lambda: draw.randint(1, 12),
            "day": lambda: draw.randint(1, 28),
            "work": self._work,
            "works": lambda: "、".join(self._work() for _ in range(draw.randint(2, 4))),
            "industries": lambda: "、".join(draw.sample(_INDUSTRIES, draw.randint(2, 4))),
            "policy": lambda: f"《{self._place()}{self._one(_POLICIES)}》",
            "body": lambda: self.area + self._one(_BODIES),
            "company": lambda: self._place() + self._one(_COMPANIES),
            "kind": lambda: self._one(_KINDS),
            "area": lambda: self.area,
            "heading": lambda: self._one(_HEADINGS),
        }

    def __getitem__(self, slot: str) -> object:
        return self._slots[slot]()

    def fill(self, template: str) -> str:
        return template.format_map(self)

    def pick(self, templates: Sequence[str], count: int) -> str:
        return "".join(self.fill(template) for template in self._random.sample(templates, count))

    def _work(self) -> str:
        return self._place() + self._one((*_ROADS, *_WORKS))

    def _place(self) -> str:
        return self._one(_FIRST) + self._one(_SECOND)

    def _one(self, pool: Sequence[str]) -> str:
        return self._random.choice(pool)


def write_text(seed: int, sentences: Sequence[str]) -> str:
    """The document of a seed, the same every time: title, issuer, date, chapters, numbered items."""
    writer = _Writer(seed)
    lines = [
        writer.fill(line)
        for line in ("# {area}{year}年{kind}", "{area}管理委员会", "{year}年{month}月{day}日")
    ]
    item = 0
    for number in _NUMERALS:
        lines += ["", writer.fill(f"## {number}、{{heading}}")]
        for _ in range(3):
            item += 1
            lines.append(writer.fill(f"{item}.{{heading}}。") + writer.pick(sentences, 3))
        if sum(map(len, lines)) >= LENGTH:
            break
    return "\n".join(lines) + "\n"


def write_documents(folder: Path, count: int) -> list[Path]:
    """So many documents in the folder; their paths in order."""
    sentences = _SENTENCES.read_text(encoding="utf-8").splitlines()
    paths = [folder / f"{number:05d}.md" for number in range(count)]
    for seed, path in enumerate(paths):
        path.write_text(write_text(seed, sentences), encoding="utf-8")
    return paths
