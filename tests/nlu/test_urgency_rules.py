"""What only sounds like a loss is none; what is one stays one: the rules by themselves, without the model."""

import pytest

from bot.nlu.urgency import UrgencyRules

RULES = UrgencyRules()


@pytest.mark.parametrize(
    "said",
    [
        "没被骗",
        "我真没有被人骗啊",
        "压根不是被骗，我问年费",
        "我可没被骗过呀",
        "如果哪天被骗了应该先打哪个电话",
        "假如我以后上当了找谁",
        "怎么样才算被诈骗",
        "新闻里说有个老头刚被骗了六十万",
        "考题：李大爷刚把三万转给骗子，该怎么办",
        "小品里那个被骗了两百万的是谁演的",
        "昨晚梦见钱都让人转走了",
        "我把骗子给骗了二十块哈哈",
        "收到个短信，说我给骗子转了钱",
        "反诈中心打来问我是不是刚转了一笔钱",
    ],
)
def test_a_loss_only_told_of_is_none(said):
    assert RULES.is_only_told_of(said)
    assert RULES.read(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "我没被骗过，可是刚才把验证码告诉他了",
        "看新闻还是上当，我刚转了两万给骗子",
        "如果我刚才把钱转给他了怎么办",
        "我妈不承认被骗，可是钱都转过去了",
        "刚刚被骗了三千",
    ],
)
def test_a_real_loss_beside_such_words_stays_one(said):
    assert not RULES.is_only_told_of(said)


@pytest.mark.parametrize(
    "said",
    [
        "卡里的钱被转走了两万，我没点链接没给密码",
        "刚才账户被人划走八千，我啥也没动",
        "收到一条消费短信，不是我刷的",
        "短信说扣了我三百八，我没买东西",
        "邻居偷了我的银行卡取了五百",
        "存折少了四千，我自己没取过",
    ],
)
def test_money_that_left_the_card_by_itself_is_gone(said):
    assert RULES.is_taken(said)
    assert RULES.read(said) == "money_moved"
    assert not RULES.is_averted(said)


@pytest.mark.parametrize(
    "said",
    [
        "卡里扣了年费我没开通过",
        "自动续费扣了二十五我没买",
        "骗子让我转钱我没转",
        "我没点那个链接",
        "去年卡里被转走两千我没动",
    ],
)
def test_fees_and_what_was_not_given_are_no_theft(said):
    assert not RULES.is_taken(said)


@pytest.mark.parametrize(
    "said",
    [
        "刚交了1200块物业费",
        "我刚转了钱，怎么查电子回单",
        "刚还完信用卡五千二",
        "我刚把钱取出来",
        "他骗了我的感情",
        "系统卡了扣了两遍，客服不管",
        "刚才钱到账了，四百块回来了",
    ],
)
def test_payments_of_ones_own_are_no_swindle(said):
    assert RULES.is_no_swindle(said)


@pytest.mark.parametrize(
    "said",
    [
        "孩子跳楼机玩完要退票",
        "上了天台抽烟",
        "小说里有个人跳楼了",
        "排队排了两个小时，想死的心都有了",
        "我妈在你们银行晕倒了没人管",
        "没人给我打电话，我等了三天了",
    ],
)
def test_a_danger_only_in_the_words_is_none(said):
    assert not RULES.is_despair(said)
    assert RULES.is_exaggerated(said)


@pytest.mark.parametrize(
    "said",
    ["不想活了是我同学说的", "我弟被骗了，留了封信人找不到了", "想自杀是我室友发的", "我姐留了张纸条，电话打不通"],
)
def test_who_said_so_may_stand_behind_it(said):
    assert RULES.is_despair(said)
    assert RULES.is_of_another(said)


@pytest.mark.parametrize(
    ("said", "hurt"),
    [("他打了我一分钱", False), ("我爸骂我", False), ("要我把门关上", False), ("他打我", True), ("他又动手了", True)],
)
def test_a_few_words_of_blows_have_to_name_them(said, hurt):
    assert RULES.may_be_violence(said) == hurt


@pytest.mark.parametrize(
    "said",
    [
        "我一个老婆子，刚把攒下的五万 打给了说是我孙子的人，孙子说不是他",
        "三万块转给自称是校长的人了",
        "汇给说自己是法院的人手里了，越想越不对",
    ],
)
def test_money_sent_to_who_claimed_to_be_somebody_is_gone(said):
    assert RULES.read(said) == "money_moved"


@pytest.mark.parametrize(
    "said", ["没把钱转给自称客服的人", "骗子叫人转给自称公安的人吗", "我打给自称客服的那个号码", "转给我儿子的卡里了"]
)
def test_who_only_called_or_did_not_send_has_lost_nothing(said):
    assert RULES.read(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "听楼里人讲，现在有骗子上门收存折，这是咋回事",
        "这种退款骗局一般先说什么",
        "假的手机银行怎么看出来",
        "聽說有人冒充法官打電話，通常是怎麼騙的",
        "快递公司会主动打电话赔钱吗，银行会打电话要密码吗",
        "骗子为什么老让人加微信，图个啥，为啥总有人信",
        "核实来电身份的正确步骤有哪些",
        "社区要做反诈海报，写哪几样好",
    ],
)
def test_how_such_things_go_in_general_is_no_call_under_way(said):
    assert RULES.is_general(said)


@pytest.mark.parametrize(
    "said",
    [
        "听说是公安的，让我转到安全账户，这种一般是真的吗",
        "刚有人打来说是银行的，怎么分真假",
        "客服还在催我，这种一般是骗局吧",
        "这种套路我妈也碰上了，人家叫她买金条，怎么劝",
        "我儿子卖游戏号，对方让充钱解冻，这种套路怎么防",
        "这种高利息的群能投吗，一般都是怎么骗的",
    ],
)
def test_who_is_being_led_asks_nothing_in_general(said):
    assert not RULES.is_general(said)


@pytest.mark.parametrize(
    "said",
    [
        "信用卡正面反面都拍了发给那个放款的了",
        "我点了退税短信里的网址，卡号有效期密码全填上去了",
        "畀咗个认证码个客服，会唔会有事",
        "彩礼钱全叫那帮骗子给弄走了",
        "验证码我念给他了，会不会被盗刷",
        "账单里蹦出一笔两千八，我没消费过",
        "有人在偷偷操作我的手机",
    ],
)
def test_card_details_given_away_are_a_loss(said):
    assert RULES.read(said) == "money_moved"


@pytest.mark.parametrize(
    "said",
    [
        "工资卡正面照片我发给公司人事了",
        "开户要不要拍银行卡正反面",
        "他要我把卡的正反面发过去，我没发",
        "登录密码验证码都输了还是登不上",
        "账单多出一笔年费，我没开通过",
        "有人拿我的手机号去注册了",
        "昨天跟骗子打过一个电话，没给钱",
    ],
)
def test_details_kept_or_shown_at_work_are_none(said):
    assert RULES.read(said) is None


@pytest.mark.parametrize(
    ("said", "paid"),
    [
        ("外甥在电话里哭，说把人打伤了要赔，催我马上汇五万，打回去又不接，我都到银行门口了，你说到底汇不汇", False),
        ("主任加我微信让我垫付一笔货款，说在开会不方便接电话，老婆让我别理，我拿不准", False),
        ("已经汇过去两万，他又要一万，到底汇不汇", True),
    ],
)
def test_who_asks_at_last_whether_to_pay_has_not_paid(said, paid):
    assert RULES.is_wavering(said) is not paid


@pytest.mark.parametrize(
    ("said", "goes_on"),
    [("我爸还在跟骗子聊视频", True), ("她跟诈骗的通着电话", True), ("上周跟骗子打过电话", False)],
)
def test_whoever_is_on_the_line_with_a_swindler_is_pressed(said, goes_on):
    assert RULES.is_pressed(said) is goes_on
