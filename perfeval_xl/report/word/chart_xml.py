"""A bar chart as DrawingML, which Word, WPS and LibreOffice draw themselves and a person can edit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from xml.sax.saxutils import escape

from perfeval_xl.report.word.blocks import Chart

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<c:date1904 val="0"/><c:roundedCorners val="0"/>'
)
_FONT = '<a:latin typeface="Times New Roman"/><a:ea typeface="仿宋"/>'
_TEXT = (
    '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900" b="0">'
    f'{_FONT}</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
)
_EXACTNESS = Decimal("0.000000000001")
_FORMAT = "0.00%"
_BAR = "4F6D8F"
_LINES = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr>'
_AXIS = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="808080"/></a:solidFill></a:ln></c:spPr>'
_FRAME = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
SHEET = "数据"


def chart_xml(chart: Chart, data: str) -> bytes:
    """The chart part; ``data`` is the relationship of the workbook that holds its figures."""
    reverse = "maxMin" if chart.horizontal else "minMax"
    categories, values = ("l", "b") if chart.horizontal else ("b", "l")
    body = (
        '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f'<c:barChart><c:barDir val="{"bar" if chart.horizontal else "col"}"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{_series(chart)}<c:gapWidth val="80"/><c:axId val="1001"/><c:axId val="1002"/>'
        f"</c:barChart>{_category_axis(reverse, categories)}{_value_axis(chart, values)}"
        '</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'{_FRAME}{_TEXT}<c:externalData r:id="{data}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return (_HEAD + body).encode()


def chart_workbook(chart: Chart) -> bytes:
    """The figures as a small workbook, for 编辑数据 in Word."""
    import datetime

    import xlsxwriter

    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime.datetime(2020, 1, 1)})
    sheet = book.add_worksheet(SHEET)
    percent = book.add_format({"num_format": _FORMAT})
    sheet.write_string(0, 1, chart.caption)
    for row, (name, rate) in enumerate(zip(chart.names, chart.rates, strict=True), 1):
        sheet.write_string(row, 0, name)
        sheet.write_number(row, 1, float(rate), percent)
    book.close()
    return stream.getvalue()


def _series(chart: Chart) -> str:
    last = len(chart.names) + 1
    # many decimals, since the label is rounded again where it is shown
    points = [str(rate.quantize(_EXACTNESS, ROUND_HALF_UP)) for rate in chart.rates]
    return (
        f'<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>{SHEET}!$B$1</c:f>'
        f"<c:strCache>{_cache([chart.caption])}</c:strCache></c:strRef></c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{_BAR}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        f'<c:dLbls><c:numFmt formatCode="{_FORMAT}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>{_TEXT}'
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{_cache(chart.names)}</c:strCache></c:strRef>"
        f"</c:cat><c:val><c:numRef><c:f>{SHEET}!$B$2:$B${last}</c:f><c:numCache>"
        f"<c:formatCode>{_FORMAT}</c:formatCode>{_cache(points)}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _cache(values: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(value)}</c:v></c:pt>' for at, value in enumerate(values))
    return f'<c:ptCount val="{len(values)}"/>{points}'


def _category_axis(order: str, position: str) -> str:
    return (
        f'<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{position}"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{_AXIS}{_TEXT}<c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="1"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart, position: str) -> str:
    """From 0 to 100%, or to the next 20% above a rate that is higher; room is left for the labels."""
    most = max([Decimal(1), *chart.rates])
    top = (most * 5).to_integral_value(rounding="ROUND_CEILING") / 5 + Decimal("0.2")
    unit = '<c:majorUnit val="0.2"/>' if top <= 2 else ""
    return (
        f'<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/><c:max val="{top}"/><c:min val="0"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{position}"/><c:majorGridlines>{_LINES}</c:majorGridlines>'
        '<c:numFmt formatCode="0%" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/>{_AXIS}{_TEXT}<c:crossAx val="1001"/>'
        f'<c:crosses val="{"max" if chart.horizontal else "autoZero"}"/><c:crossBetween val="between"/>{unit}</c:valAx>'
    )
