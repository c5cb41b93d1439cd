package browsertest

import (
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud/internal/sandbox"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// open starts a sandbox and looks at its page.
func open(t *testing.T) (*sandbox.Sandbox, *page) {
	t.Helper()
	b, err := sandbox.New(sandbox.Config{Port: -1})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, b.Close()) })

	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.NoSandbox, chromedp.Flag("lang", "en-US"))
	browser, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	tab, leave := chromedp.NewContext(browser)
	t.Cleanup(leave)

	var mu sync.Mutex
	var problems []string
	chromedp.ListenTarget(tab, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch event := event.(type) {
		case *runtime.EventExceptionThrown:
			problems = append(problems, event.ExceptionDetails.Error())
		case *log.EventEntryAdded:
			if event.Entry.Level == log.LevelError && !strings.HasSuffix(event.Entry.URL, "/favicon.ico") {
				problems = append(problems, event.Entry.Text+" "+event.Entry.URL)
			}
		}
	})
	p := &page{tab: tab, pictures: os.Getenv("CLASSCLOUD_SCREENSHOTS"), problems: func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(problems)
	}}
	if p.pictures == "" {
		p.pictures = t.ArtifactDir()
	}
	require.NoError(t, chromedp.Run(tab, log.Enable(), chromedp.Navigate(b.URL()+"/"))) // without a deadline: it would be the browser's
	require.NoError(t, p.size(1200, 900, "light"))
	require.NoError(t, p.look(chromedp.Click("#en", chromedp.ByQuery)))
	require.NoError(t, p.until(`document.getElementById("live").textContent === "live"`))
	return b, p
}

// create creates a room at Baijiayun as a program without our client does. Encode is what it makes of values before it signs them.
func create(t *testing.T, b *sandbox.Sandbox, title string, encode func(string) string) (status int, reply string) {
	t.Helper()
	env := map[string]string{}
	for _, v := range b.Environment("baijiayun") {
		env[v.Name] = v.Value
	}
	start := time.Now().Add(time.Hour).Unix()
	form := map[string]string{"partner_id": env["BAIJIAYUN_PARTNER_ID"], "title": title, "start_time": fmt.Sprint(start),
		"end_time": fmt.Sprint(start + 3600), "timestamp": fmt.Sprint(time.Now().Unix())}
	text := ""
	values := url.Values{}
	for _, name := range slices.Sorted(maps.Keys(form)) {
		text += name + "=" + encode(form[name]) + "&"
		values.Set(name, form[name])
	}
	sum := md5.Sum([]byte(text + "partner_key=" + env["BAIJIAYUN_PARTNER_KEY"]))
	values.Set("sign", hex.EncodeToString(sum[:]))
	response, err := http.PostForm(env["BAIJIAYUN_BASE_URL"]+"/openapi/room/create", values)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(body)
}

func plainly(s string) string { return s }

func TestCallsAppearLiveAndARefusalIsExplained(t *testing.T) {
	b, p := open(t)
	_, reply := create(t, b, "七年级数学", plainly)
	require.Contains(t, reply, `"code":0`)
	require.NoError(t, p.until(`document.querySelectorAll("#log > li").length === 1`))
	_, reply = create(t, b, "七年级数学 第二课", url.QueryEscape)
	require.NotContains(t, reply, `"code":0`)
	require.NoError(t, p.until(`document.querySelectorAll("#log > li").length === 2`))
	require.NoError(t, p.look(chromedp.Click("#log > li:first-child .row", chromedp.ByQuery)))
	require.NoError(t, p.until(`document.querySelector(".why mark") !== null`))

	var summary, marks, request string
	require.NoError(t, p.value(`document.querySelector(".why .summary").textContent`, &summary))
	assert.Contains(t, strings.ToLower(summary), "url-encoded")
	require.NoError(t, p.value(`[...document.querySelectorAll(".why mark")].map(m => m.textContent).join("|")`, &marks))
	assert.Equal(t, "七|%", marks, "the first difference of the two texts")
	require.NoError(t, p.value(`document.querySelector(".detail .request").textContent`, &request))
	assert.Contains(t, request, `"title": "七年级数学 第二课"`)

	var lefts []float64 // the marks and the caret stand one under the other
	require.NoError(t, p.value(`[...document.querySelectorAll(".why mark")].map(m => m.getBoundingClientRect().left)`, &lefts))
	require.Len(t, lefts, 2)
	assert.InDelta(t, lefts[0], lefts[1], 1.5)
	require.NoError(t, p.picture("refusal-en-light"))

	require.NoError(t, p.look(chromedp.Click("#zh", chromedp.ByQuery)))
	require.NoError(t, p.until(`document.getElementById("log-title").textContent === "调用记录"`))
	require.NoError(t, p.until(`document.querySelector(".why .summary").textContent.includes("编码")`))
	require.NoError(t, p.size(1200, 900, "dark"))
	require.NoError(t, p.picture("refusal-zh-dark"))
	assert.Empty(t, p.problems())
}

func TestAFaultThatIsClickedBreaksTheNextCall(t *testing.T) {
	b, p := open(t)
	require.NoError(t, p.look(
		chromedp.SetValue("#fault-vendor", "baijiayun", chromedp.ByQuery),
		chromedp.Evaluate(`document.getElementById("fault-vendor").dispatchEvent(new Event("change"))`, nil),
		chromedp.SetValue("#fault-operation", "Rooms.Create", chromedp.ByQuery),
		chromedp.Click("#fault-inject", chromedp.ByQuery),
	))
	require.NoError(t, p.until(`document.getElementById("faults").textContent.includes("Rooms.Create: 503 × 1")`))
	require.NoError(t, p.picture("fault-waits"))
	status, _ := create(t, b, "数学", plainly)
	assert.Equal(t, 503, status)
	status, reply := create(t, b, "数学", plainly)
	assert.Equal(t, 200, status)
	assert.Contains(t, reply, `"code":0`)
	require.NoError(t, p.until(`document.querySelectorAll("#log .odd").length === 1`))
	require.NoError(t, p.until(`document.getElementById("faults").textContent === ""`))
	assert.Empty(t, p.problems())
}

func TestACallbackThatIsClickedArrives(t *testing.T) {
	got := make(chan string, 1)
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		got <- string(text)
		_, _ = io.WriteString(w, `{"code":0,"msg":"<b>thanks</b>"}`)
	}))
	defer receiver.Close()
	_, p := open(t)
	require.NoError(t, p.look(
		chromedp.SetValue("#callback-vendor", "baijiayun", chromedp.ByQuery),
		chromedp.SetValue("#callback-kind", "class", chromedp.ByQuery),
		chromedp.SendKeys("#callback-url", receiver.URL, chromedp.ByQuery),
		chromedp.SetValue("#callback-parameters", `{"room_id": 26083100000001, "op": "end"}`, chromedp.ByQuery),
		chromedp.Click("#callback-send", chromedp.ByQuery),
	))
	require.NoError(t, p.until(`document.getElementById("callback-answer").textContent.includes("<b>thanks</b>")`))
	assert.Contains(t, <-got, "op=end")
	var answer string
	require.NoError(t, p.value(`document.getElementById("callback-answer").textContent`, &answer))
	assert.Contains(t, answer, "acknowledged")
	require.NoError(t, p.picture("callback"))
	assert.Empty(t, p.problems())
}

func TestTextsFromRequestsStayText(t *testing.T) {
	b, p := open(t)
	hostile := `<script>window.owned=1</script><img src=x onerror="window.owned=1">`
	_, reply := create(t, b, hostile, plainly)
	require.Contains(t, reply, `"code":0`)
	response, err := http.Get(b.Environment("baijiayun")[0].Value + "/%3Cimg%20src=x%20onerror=window.owned=1%3E")
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.NoError(t, p.until(`document.querySelectorAll("#log > li").length === 2`))
	require.NoError(t, p.look(chromedp.Click("#log > li:last-child .row", chromedp.ByQuery)))
	require.NoError(t, p.until(`document.querySelector(".detail .request") !== null`))
	require.NoError(t, p.until(`document.getElementById("vendor-baijiayun").textContent.includes("rooms 1")`))
	var request string
	require.NoError(t, p.value(`document.querySelector(".detail .request").textContent`, &request))
	assert.Contains(t, request, `<script>window.owned=1</script>`)
	var owned bool
	require.NoError(t, p.value(`window.owned === 1 || document.querySelector("main img, main script") !== null`, &owned))
	assert.False(t, owned)
	require.NoError(t, p.picture("hostile-title"))
	assert.Empty(t, p.problems())
}

func TestAPhoneDoesNotScrollSideways(t *testing.T) {
	b, p := open(t)
	_, _ = create(t, b, strings.Repeat("很长的课程名称", 6), url.QueryEscape)
	require.NoError(t, p.until(`document.querySelectorAll("#log > li").length === 1`))
	require.NoError(t, p.look(chromedp.Click("#log > li:first-child .row", chromedp.ByQuery)))
	require.NoError(t, p.until(`document.querySelector(".why mark") !== null`))
	for _, language := range []string{"en", "zh"} {
		require.NoError(t, p.size(360, 740, "light"))
		require.NoError(t, p.look(chromedp.Click("#"+language, chromedp.ByQuery)))
		var width float64
		require.NoError(t, p.value(`document.documentElement.scrollWidth`, &width))
		assert.LessOrEqual(t, width, 360.0, language) // not window.innerWidth, which a page that is too wide makes wider
		require.NoError(t, p.picture("phone-"+language))
	}
	assert.Empty(t, p.problems())
}

func TestStartingOverAndTheClockAreClicked(t *testing.T) {
	b, p := open(t)
	_, _ = create(t, b, "数学", plainly)
	require.NoError(t, p.until(`document.querySelectorAll("#log > li").length === 1`))
	require.NoError(t, p.look(chromedp.Evaluate(`document.getElementById("clock-by").value = ""`, nil), chromedp.SendKeys("#clock-by", "1h"+kb.Enter, chromedp.ByQuery)))
	require.NoError(t, p.until(`document.getElementById("clocks").textContent.includes("1h0m0s")`))
	require.NoError(t, p.look(chromedp.Click("#reset", chromedp.ByQuery)))
	var rows int
	require.NoError(t, p.value(`document.querySelectorAll("#log > li").length`, &rows))
	assert.Equal(t, 1, rows, "one click only asks")
	require.NoError(t, p.look(chromedp.Click("#reset", chromedp.ByQuery)))
	require.NoError(t, p.until(`document.querySelectorAll("#log > li").length === 0`))
	require.NoError(t, p.until(`!document.getElementById("clocks").textContent.includes("1h0m0s")`))
	assert.Empty(t, p.problems())
}
