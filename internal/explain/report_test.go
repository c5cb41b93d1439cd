package explain_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/explain"
)

func report(t *testing.T, v *explain.Verdict, lang string) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, v.Write(&b, lang))
	return b.String()
}

func TestReport(t *testing.T) {
	v := &explain.Verdict{Vendor: "baijiayun", Scheme: "md5-sorted", Mistake: "values-url-encoded", Summary: explain.Text{EN: "you signed the URL-encoded value of title", ZH: "您签名的是 URL 编码后的值（title）"},
		Expected: "name=张三&title=测试&type=2", Actual: "name=张三&title=%E6%B5%8B&type=2", Differs: len("name=张三&title="), Tried: 13,
		Notes: []explain.Text{{EN: "a note.", ZH: "一条注意。"}}}
	assert.Equal(t, `baijiayun md5-sorted: refused
  you signed the URL-encoded value of title
  mistake: values-url-encoded (13 ways of signing tried)

  expected    name=张三&title=测试&type=2
  you signed  name=张三&title=%E6%B5%8B&type=2
                              ^
  note: a note.
`, report(t, v, "en"))
	assert.Equal(t, `baijiayun md5-sorted: 拒绝
  您签名的是 URL 编码后的值（title）
  错误：values-url-encoded（13 种签名方式已尝试）

  应签名  name=张三&title=测试&type=2
  您签名  name=张三&title=%E6%B5%8B&type=2
                          ^
  注意：一条注意。
`, report(t, v, "zh"))
}

// The mark stands under the first difference: what is left of it takes as many columns in both lines.
func TestReportMarksTheDifference(t *testing.T) {
	for name, texts := range map[string][2]string{
		"at the beginning": {"a=1", "b=1"},
		"after wide runes": {"名=张三丰&x", "名=张三丰&y"},
		"at the end":       {"a=1", "a=1&b=2"},
		"far away":         {strings.Repeat("测a", 300) + "x=1", strings.Repeat("测a", 300) + "y=1"},
		"far, all wide":    {strings.Repeat("한글ｱＡ『", 60) + "x=1", strings.Repeat("한글ｱＡ『", 60) + "y=1"},
		"a control":        {"a=\n1", "a=\n2"},
	} {
		t.Run(name, func(t *testing.T) {
			differs := 0
			for differs < len(texts[0]) && differs < len(texts[1]) && texts[0][differs] == texts[1][differs] {
				differs++
			}
			lines := strings.Split(report(t, &explain.Verdict{Vendor: "v", Expected: texts[0], Actual: texts[1], Differs: differs, Mistake: "m"}, "en"), "\n")
			require.GreaterOrEqual(t, len(lines), 7, lines)
			expected, actual, mark := lines[4], lines[5], lines[6]
			column := strings.IndexByte(mark, '^')
			left, first := splitColumns(expected, column)
			_, second := splitColumns(actual, column)
			assert.Equal(t, texts[0][differs:], first)
			assert.Equal(t, texts[1][differs:], second)
			assert.Less(t, len(left), 130)
		})
	}
}

// splitColumns cuts a line at a column; the tests' wide runes are those of CJK.
func splitColumns(line string, column int) (left, right string) {
	for i, r := range line {
		if column <= 0 {
			return line[:i], line[i:]
		}
		column--
		if r >= 0x2e80 && r != 'ｱ' { // a half-width letter takes one
			column--
		}
	}
	return line, ""
}

func TestReportOfWhatIsNotFound(t *testing.T) {
	unknown := report(t, &explain.Verdict{Vendor: "v", Scheme: "s", Mistake: "unknown", Expected: "a=1&key=***", Differs: -1, Tried: 7}, "en")
	assert.Contains(t, unknown, "expected    a=1&key=***\n")
	assert.NotContains(t, unknown, "you signed")
	assert.NotContains(t, unknown, "^")
	accepted := report(t, &explain.Verdict{Vendor: "v", Scheme: "s", Accepted: true, Differs: -1}, "zh")
	assert.Contains(t, accepted, "通过")
	assert.NotContains(t, accepted, "错误")
}

// A request's text cannot move the cursor of who reads the report.
func TestReportIsPrintable(t *testing.T) {
	v := &explain.Verdict{Vendor: "v", Expected: "a=\x1b[2J\u202e1", Actual: "a=\x1b[2J\u202e2\xff", Differs: 9, Mistake: "m"}
	text := report(t, v, "en")
	assert.NotContains(t, text, "\x1b")
	assert.NotContains(t, text, "\u202e")
	assert.Contains(t, text, `\x1b[2J\u202e2\xff`)
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no room") }

func TestReportSaysThatItCouldNotBeWritten(t *testing.T) {
	require.ErrorContains(t, (&explain.Verdict{Vendor: "v"}).Write(broken{}, "en"), "no room")
}

func TestColumns(t *testing.T) {
	for width, runes := range map[int][]rune{
		0: {0x301, 0x200d, 0xfe0f, 0x20dd},
		1: {'a', 'é', '…', 0x10ff, 0x1160, 0x2e7f, 0x303f, 0x3040, 0xa4d0, 0xabff, 0xd7a4, 0xf8ff, 0xfb00, 0xfe2f - 0x10, 0xfe70, 0xfeff - 1, 0xff61, 0xffdf, 0xffe7, 0x1f2ff, 0x1f650, 0x1f67f, 0x1f700, 0x1f8ff, 0x1fa00, 0x1ffff, 0x3fffe},
		2: {0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f900, 0x1f9ff, 0x20000, 0x3fffd, '测', '，'},
	} {
		for _, r := range runes {
			assert.Equal(t, width, explain.Columns(string(r)), "%U", r)
		}
	}
	assert.Equal(t, 7, explain.Columns("a测试é…"))
}
