"""Units of counts and measures, brought to one name and one scale."""

from __future__ import annotations

from decimal import Decimal

#: alias → (name, factor): `n alias` is `n * factor name`. Only units that are the same thing in
#: another size are joined; 人 and 人次, 户 and 户次, % and 百分点 are different things.
_SCALED: dict[str, tuple[str, str]] = {
    "%": ("%", "1"),
    "‰": ("%", "0.1"),
    "百分点": ("百分点", "1"),
    "个百分点": ("百分点", "1"),
    "千分点": ("百分点", "0.1"),
    "个千分点": ("百分点", "0.1"),
    "元": ("元", "1"),
    "元人民币": ("元", "1"),
    "块钱": ("元", "1"),
    "千米": ("米", "1000"),
    "公里": ("米", "1000"),
    "km": ("米", "1000"),
    "里": ("里", "1"),
    "米": ("米", "1"),
    "平方米": ("平方米", "1"),
    "m2": ("平方米", "1"),
    "平方公里": ("平方米", "1000000"),
    "平方千米": ("平方米", "1000000"),
    "km2": ("平方米", "1000000"),
    "公顷": ("平方米", "10000"),
    "亩": ("亩", "1"),
    "吨": ("千克", "1000"),
    "千克": ("千克", "1"),
    "公斤": ("千克", "1"),
    "kg": ("千克", "1"),
    "斤": ("千克", "0.5"),
    "克": ("千克", "0.001"),
    "立方米": ("立方米", "1"),
    "方": ("立方米", "1"),
    "m3": ("立方米", "1"),
    "千瓦时": ("千瓦时", "1"),
    "度": ("千瓦时", "1"),
    "kwh": ("千瓦时", "1"),
    "千瓦": ("千瓦", "1"),
    "kw": ("千瓦", "1"),
    "兆瓦": ("千瓦", "1000"),
    "mw": ("千瓦", "1000"),
    "吉瓦": ("千瓦", "1000000"),
    "gw": ("千瓦", "1000000"),
}

#: Units compared by name alone, longer ones between strokes, single characters in a row.
_LONGER = (
    "美元|港元|欧元|日元|港币|人次|户次|个月|小时|分钟|周年|公里/小时|微克/立方米|毫克/立方米|毫克/升"
    "|标箱|标准箱|立方米/秒|元/吨|元/平方米|吨标准煤|吨标煤|床位|学位|乡镇|国家|车次|架次|班次|航班"
    "|航线|万元户|公斤/亩|平米|个工作日|工作日|gb|tb|mb"
)
_SINGLE = (
    "人名位个户家项条件座所套台辆张份篇次场期批类种处只头匹羽株棵艘架部本册间栋幢片块支队对双宗起例岁"
    "年月天日秒倍番成级层眼口盏枚届床村镇乡县区市省国分步环道轮兆"
)

UNITS: tuple[str, ...] = tuple(
    sorted({*_SCALED, *_LONGER.split("|"), *_SINGLE}, key=len, reverse=True)
)


def scale(unit: str) -> tuple[str, Decimal]:
    """The name under which `unit` is compared, and how many of it one `unit` is."""
    name, factor = _SCALED.get(unit, (unit, "1"))
    return name, Decimal(factor)
