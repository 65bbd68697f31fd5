"""Plain markup is read without a parser, and reads as the parser reads it."""

from __future__ import annotations

from itertools import product

import pytest

from watcher.feeds.plaintext import strip_markup

# An empty tag that only the parser knows changes no text, and keeps the short way out.
_FOR_THE_PARSER = "<wbr></wbr>"

_PLAIN = (
    "<p>One.</p><p>Two.</p>",
    "<p>One <b>bold</b> word</p> tail",
    "text<br>more<br/>and<br />more",
    "<ul><li>one<li>two</ul>after",
    '<div class="x" id="y"><h2>Head</h2>body</div>',
    '<a href="https://a.example/?b=1&amp;c=2">link</a>&nbsp;&#8217;s &hellip; &#039;&quot;',
    "&lt;p&gt; is <i>escaped</i> &amp;amp; stays",
    "<p>a > b</p>",
    "<p>  wide \n\t space  </p>\n\n<p>\u00a0next</p>",
    '<img src="x.png" alt="a picture"/>caption<figure><figcaption>\u00e9t\u00e9</figcaption></figure>',
    "<blockquote>said</blockquote>\u2029he",
)
_NOT_PLAIN = (
    "<p>AT&T and R&amp;D</p>",
    "<b>&bogus; &#150; &#x2019;</b>",
    "a</div>b",
    "<p>one<hr>two</p>three",
    "<script>no < text</script><p>seen</p>",
    "<p onclick='x'>quoted otherwise</p>",
)


@pytest.mark.parametrize("markup", [*_PLAIN, *_NOT_PLAIN])
def test_plain_markup_reads_as_the_parser_reads_it(markup: str) -> None:
    assert strip_markup(markup) == strip_markup(markup + _FOR_THE_PARSER)


_INNER = (
    "word",
    " two words ",
    "\n",
    "&amp;",
    "&nbsp;x",
    "<br>",
    "\u00fc &#8212;",
    "",
    "<ul><li>a</li> <li>b</ul>",
)


@pytest.mark.parametrize("outer", ["b", "a", "div", "blockquote", "li", "section"])
@pytest.mark.parametrize("tag", ["em", "span", "p", "h3", "div", "figure", "ul"])
def test_nested_plain_markup_reads_as_the_parser_reads_it(outer: str, tag: str) -> None:
    for before, inner, after in product(_INNER, repeat=3):
        markup = f"<{outer}>{before}<{tag}>{inner}</{tag}>{after}</{outer}>{before}tail"
        assert strip_markup(markup) == strip_markup(markup + _FOR_THE_PARSER), markup
