"""The report as one HTML file that needs no network and no JavaScript."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from dashiji.diff.difference import DIFFERING
from dashiji.diff.report import Report
from dashiji.diff.wording import in_words


def html(report: Report) -> str:
    """The whole file; everything that comes from records is escaped."""
    loader = PackageLoader("dashiji.diff", ".")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.get_template("report.html.jinja")
    return template.render(report=report, kinds=DIFFERING, in_words=in_words)
