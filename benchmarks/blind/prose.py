"""Reports of nobody: paragraphs in the manner of an annual report, with figures drawn by a seed."""

from random import Random

# Each {n} is a count, {m} a larger one, {p} a share with one decimal, {w} one of us.
THEMES: dict[str, tuple[str, ...]] = {
    "强化政治引领，夯实法治建设思想根基": (
        "{w}把法治专题纳入党组会前学法清单，全年会前学法{n}次，邀请律师、法官到会授课{n}场。",
        "举办领导干部法治专题研讨班{n}期，覆盖科级以上干部{m}人次，测试平均得分{p}分。",
        "开展旁听庭审活动{n}场次，组织新任职干部宪法宣誓{n}批{m}人。",
        "依托网络学院开设必修课程{n}门，公务员学法考试参考率达{p}%。",
        "制定学习计划，把《习近平法治思想学习纲要》列为干部教育培训必学书目，配发读本{m}册。",
    ),
    "优化服务供给，持续改善法治化营商环境": (
        "公布高频事项“一件事”清单{n}项，平均压减办理环节{n}个、申报材料{p}%。",
        "推行告知承诺制事项{n}项，惠及市场主体{m}户，承诺书抽查核验率{p}%。",
        "设立涉企法律服务工作站{n}个，为企业“把脉问诊”{m}次，梳理风险点{n}条。",
        "清理妨碍统一市场和公平竞争的措施{n}件，废止{n}件，修订{n}件。",
        "帮办代办窗口受理申请{m}件，按时办结率{p}%，群众满意度居全省前列。",
        "归集信用信息{m}条，为{n}家失信主体完成信用修复。",
    ),
    "健全制度机制，提高依法决策水平": (
        "编制重大行政决策事项目录{n}项，全部履行公众参与、专家论证、风险评估程序。",
        "合法性审查协议、招商合同等各类文件{m}件，提出修改意见{m}条，采纳率{p}%。",
        "备案规范性文件{n}件，组织专项清理{n}轮，决定废止{n}件、宣布失效{n}件。",
        "法律顾问列席常务会议{n}次，参与信访积案化解{n}件，出具法律意见书{m}份。",
        "召开立法征求意见座谈会{n}场，上报意见建议{m}条。",
    ),
    "深化执法改革，推进严格规范公正文明执法": (
        "执法人员持证上岗{m}人，组织业务培训{n}期，评查案卷{m}宗，优秀率{p}%。",
        "落实行政执法“三项制度”，公示执法信息{m}条，配备执法记录仪{n}台。",
        "推行“扫码入企”，涉企现场检查同比减少{p}%，移交线索{n}条。",
        "制定轻微违法不予处罚清单，依法不予处罚案件{n}件，减免金额{m}万元。",
        "开展食品药品、安全生产等重点领域专项执法{n}次，立案{m}件，罚没款{m}万元。",
        "制发行政执法监督建议书{n}份，责令整改问题{n}个，整改率100%。",
        "赋权事项{n}项全部承接到位，镇级综合行政执法队办理案件{m}件。",
    ),
    "完善多元解纷，有效化解社会矛盾": (
        "各级调解组织排查矛盾纠纷{m}件，调处成功{m}件，调解成功率达{p}%。",
        "新收行政复议案件{n}件，受理{n}件，综合纠错率{p}%，调解和解{n}件。",
        "办理行政应诉案件{n}件，行政机关负责人出庭应诉率{p}%，败诉率下降{p}个百分点。",
        "综治中心整合部门力量{n}个，接待群众来访{m}批次，一次性办结率{p}%。",
        "12345热线受理诉求{m}件，响应率100%，办结率{p}%。",
    ),
    "加强应急管理，提升突发事件处置能力": (
        "修订总体预案和专项预案{n}部，组织实战演练{n}次，参演人员{m}人。",
        "排查整治安全隐患{m}处，挂牌督办重大隐患{n}项，均已销号。",
        "储备应急物资{n}类{m}件（套），组建基层应急小分队{n}支。",
        "发布预警信息{n}期，转移安置群众{m}人，未发生人员伤亡。",
    ),
    "强化权力监督，促进行政权力规范运行": (
        "办理人大代表建议{n}件、政协委员提案{n}件，按期办复率100%，满意率{p}%。",
        "主动公开政府信息{m}条，受理依申请公开{n}件，无一起因公开引发的纠错。",
        "完成审计项目{n}个，查出问题金额{m}万元，推动建章立制{n}项。",
        "认真履行法院生效裁判{n}件，回复司法建议{n}份、检察建议{n}份。",
        "开展法治督察{n}轮，下发督察通报{n}份，约谈单位{n}家。",
    ),
    "推进普法依法治理，增强全民法治观念": (
        "培育“法律明白人”{m}名，创建民主法治示范村（社区）{n}个。",
        "举办宪法宣传周、民法典宣传月等活动{n}场，发放资料{m}份，受众{m}人次。",
        "组建普法讲师团进校园{n}次，法治副校长配备率100%。",
        "制作方言普法短视频{n}条，累计播放量{m}次。",
        "公共法律服务实体平台接待咨询{m}人次，办理法律援助案件{m}件，挽回损失{m}万元。",
    ),
    "加快数字赋能，建设数字法治政府": (
        "接入一体化政务平台事项{m}项，网办率{p}%，最多跑一次事项占比{p}%。",
        "电子证照入库{m}本，亮证应用场景{n}个，共享数据接口{n}个。",
        "上线执法监管系统，录入检查行为{m}次，触发预警{n}次。",
        "部署智能审批终端{n}台，办理“秒批”事项{n}项。",
    ),
}
GAPS = (
    "一是部分单位运用法治思维解决实际问题的能力还有待增强，遇到复杂情况仍习惯于老办法",
    "二是基层执法队伍老化，专业人才占比仅{p}%，与承担的任务不相适应",
    "三是普法形式还不够新，分众化、精准化程度不高",
    "四是行政复议、应诉案件呈上升态势，{w}有{n}件案件被纠错",
    "五是制度落实存在“上热中温下冷”现象，督察结果运用不充分",
)
CAUSES = (
    "究其原因，主要是学用结合不紧，法治考核的指挥棒作用发挥不够，基层保障水平参差不齐。",
    "产生上述问题的原因，既有人员编制受限的客观因素，也有主动研究、主动推动不够的主观因素。",
)
LEADERS = (
    "主要负责人坚持重要工作亲自部署，主持召开常务会议听取法治工作汇报{n}次，研究解决编制、经费等问题{n}个。",
    "党政主要负责人带头述法，带头落实会前学法，签批法治文件{n}件，协调化解重点案件{n}件。",
    "将法治建设成效纳入年度综合考核，分值权重提高到{p}%，层层压实责任。",
)
PLANS = (
    "一是抓好制度落实。对标纲要任务清单逐项销号，力争年内完成率达到{p}%。",
    "二是抓好执法规范。开展案卷评查{n}轮，培训执法骨干{m}人，推动柔性执法落地。",
    "三是抓好矛盾化解。做强综治中心，力争万人成诉率再降{p}%。",
    "四是抓好队伍建设。招录法律专业人员{n}名，充实镇街力量。",
    "五是抓好宣传引导。打造法治文化阵地{n}处，讲好身边的法治故事。",
)
LEADS = (
    "{y}年，{w}坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻落实上级决策部署，紧扣中心大局，"
    "法治政府建设迈出坚实步伐。现将有关情况报告如下：",
    "根据《法治政府建设与责任落实督察工作规定》要求，现将{w}{y}年度法治政府建设工作情况报告如下。",
    "{y}年以来，{w}深入践行习近平法治思想，聚焦重点任务，补短板、强弱项、促提升，各项工作取得新进展，"
    "具体情况汇报如下：",
    "过去一年，在上级党委政府坚强领导下，{w}扎实推进依法行政，较好完成了{y}年各项目标任务。现将情况总结如下：",
)
NUMERALS = "一二三四五六七八九十"
ENUM = ("一是", "二是", "三是", "四是", "五是", "六是", "七是")


def report(
    rng: Random, us: str, year: int, themes: int = 4, sentences: int = 3, style: str = "plain"
) -> list[str]:
    """The lines of a report: a lead, the four parts the rules demand, headings as lines of their own.

    style: plain (一、 over （一）), arabic (1. under （一）), runin (the second heading runs into its
    paragraph), flat (thematic headings only), old (（1） and half-width brackets).
    """
    fill = _Filler(rng, us, year)
    names = rng.sample(list(THEMES), min(themes, len(THEMES)))
    lines = [fill(rng.choice(LEADS))]
    if style == "flat":
        for count, name in enumerate(names):
            lines.append(f"{NUMERALS[count]}、{name}")
            lines += _paragraphs(fill, name, sentences, "plain")
        return lines
    lines.append(f"一、{year}年推进法治政府建设的主要举措和成效")
    for count, name in enumerate(names):
        number = f"({NUMERALS[count]})" if style == "old" else f"（{NUMERALS[count]}）"
        text = _paragraphs(fill, name, sentences, style)
        lines += [f"{number}{name}。{text[0]}", *text[1:]] if style == "runin" else [number + name, *text]
    lines += ["二、存在的主要不足和原因"]
    lines += ["；".join(fill(gap) for gap in GAPS[: 2 + rng.randrange(4)]) + "。" + rng.choice(CAUSES)]
    lines += ["三、党政主要负责人履行推进法治建设第一责任人职责情况"]
    lines += [fill(line) for line in LEADERS[: 1 + rng.randrange(3)]]
    lines += [f"四、{year + 1}年法治政府建设工作打算"]
    lines += [fill(line) for line in PLANS[: 2 + rng.randrange(4)]]
    return lines


def news(rng: Random, place: str, day: str) -> list[str]:
    """A short item about a meeting, in the words that reports also use."""
    fill = _Filler(rng, place, 0)
    return [
        f"{day}，{place}召开法治政府建设工作推进会，听取年度法治政府建设情况汇报，安排部署下一步工作。",
        fill("会议指出，过去一段时间各级各部门评查案卷{m}宗，整改问题{n}个，成绩来之不易。"),
        "会议强调，要紧盯薄弱环节，以更大力度推进依法行政，为高质量发展提供坚强法治保障。",
        fill("各镇街、各部门主要负责人共{m}人参加会议。"),
    ]


def _paragraphs(fill: "_Filler", theme: str, sentences: int, style: str) -> list[str]:
    stock = list(THEMES[theme])
    fill.rng.shuffle(stock)
    chosen = [fill(stock[i % len(stock)]) for i in range(sentences)]
    if style == "arabic":
        return [f"{i}.{sentence}" for i, sentence in enumerate(chosen, 1)]
    if style == "old":
        return [f"（{i}）{sentence}" for i, sentence in enumerate(chosen, 1)]
    if fill.rng.random() < 0.5 and sentences <= len(ENUM):
        return ["".join(word + sentence for word, sentence in zip(ENUM, chosen, strict=False))]
    half = (sentences + 1) // 2
    return [part for part in ("".join(chosen[:half]), "".join(chosen[half:])) if part]


class _Filler:
    """Fills the slots of a sentence with fresh figures."""

    def __init__(self, rng: Random, us: str, year: int) -> None:
        self.rng, self.us, self.year = rng, us, year

    def __call__(self, sentence: str) -> str:
        while "{" in sentence:
            start = sentence.index("{")
            sentence = sentence[:start] + self._value(sentence[start + 1]) + sentence[start + 3 :]
        return sentence

    def _value(self, slot: str) -> str:
        if slot == "w":
            return self.us
        if slot == "y":
            return str(self.year)
        if slot == "p":
            return f"{self.rng.randrange(600, 999) / 10}"
        return str(self.rng.randrange(2, 97) if slot == "n" else self.rng.randrange(101, 9876))
