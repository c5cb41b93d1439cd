package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classroom"
)

// browser is a tab of headless Chromium.
type browser struct {
	t        *testing.T
	tab      context.Context
	pictures string
	problems func() []string // what its console says of errors
}

// openBrowser starts Chromium, which must be installed. Pictures are kept where CLASSCLOUD_SCREENSHOTS says.
func openBrowser(t *testing.T) *browser {
	t.Helper()
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.NoSandbox, chromedp.Flag("lang", "en-US"))
	program, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	tab, leave := chromedp.NewContext(program)
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
	b := &browser{t: t, tab: tab, pictures: os.Getenv("CLASSCLOUD_SCREENSHOTS"), problems: func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(problems)
	}}
	if b.pictures == "" {
		b.pictures = t.ArtifactDir()
	}
	require.NoError(t, chromedp.Run(tab, log.Enable())) // without a deadline: it would be the browser's
	return b
}

func (b *browser) do(actions ...chromedp.Action) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.tab, patience)
	defer cancel()
	require.NoError(b.t, chromedp.Run(ctx, actions...))
}

// open opens a page in a window of that width.
func (b *browser) open(url string, width int64, scheme string) {
	b.t.Helper()
	b.do(emulation.SetDeviceMetricsOverride(width, 800, 1, width < 600),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}), chromedp.Navigate(url))
}

// value evaluates JavaScript, which the page itself may not run.
func (b *browser) value(expression string, into any) {
	b.t.Helper()
	var raw json.RawMessage
	b.do(chromedp.Evaluate(expression, &raw))
	require.NoError(b.t, json.Unmarshal(raw, into), expression)
}

func (b *browser) picture(name string) {
	b.t.Helper()
	var picture []byte
	b.do(chromedp.FullScreenshot(&picture, 100))
	require.NoError(b.t, os.WriteFile(filepath.Join(b.pictures, "school-"+name+".png"), picture, 0o600))
}

const hostile = `<script>window.owned=1</script><img src=x onerror=window.owned=1>"'&</svg>`

// longName has no blank at which a line could be broken.
func longName() string {
	return strings.Repeat("很长的名字", 6) + strings.Repeat("Wolfeschlegelstein", 4)
}

// hourOf is a lesson with everything that a picture shows: late, away, early, absent, several devices, a guest and a deputy, and hostile names.
func hourOf() (lesson, []classroom.Event) {
	l := *anyLesson()
	l.Title = "初级英语 " + hostile[:20]
	l.Students = []person{{"2", "安然"}, {"3", "Bo"}, {"4", "Chen"}, {"5", hostile}, {"6", longName()}}
	guest := moved(10, classroom.KindJoined, "9", "0")
	guest.User.Name, guest.User.Role = hostile, classroom.RoleGuest
	events := []classroom.Event{
		moved(4, classroom.KindJoined, "1", "0"),
		moved(-3, classroom.KindJoined, "2", "0"), moved(20, classroom.KindLeft, "2", "0"), moved(23.5, classroom.KindJoined, "2", "0"),
		moved(2, classroom.KindJoined, "3", "0"), moved(25, classroom.KindJoined, "3", "1"), moved(33, classroom.KindLeft, "3", "0"),
		moved(0, classroom.KindJoined, "4", "0"), moved(50, classroom.KindLeft, "4", "0"),
		moved(0, classroom.KindJoined, "6", "0"), guest, moved(35, classroom.KindKicked, "9", ""), moved(60, classroom.KindEnded, "", ""),
	}
	for i := range events {
		events[i].ID = events[i].User.ID + "/" + events[i].Kind.String() + "/" + events[i].At.String()
	}
	return l, events
}

// box is a rectangle as it is on the screen.
type box struct {
	Row         int
	Class       string
	Left, Width float64
}

const boxesOf = `[...document.querySelectorAll(".people li:not(.axis)")].flatMap((li, row) => [...li.querySelectorAll("svg rect")].map(r => {
	const svg = r.ownerSVGElement.getBoundingClientRect(), box = r.getBoundingClientRect();
	return {Row: row, Class: r.getAttribute("class"), Left: box.left - svg.left, Width: box.width};
}))`

func TestThePageShowsOneBarAStudentInItsPlace(t *testing.T) {
	l, events := hourOf()
	s := newSite(t, []lesson{l}, events, nil)
	s.clock.set(l.end().Add(2 * time.Hour))
	b := openBrowser(t)
	type piece struct {
		class    string
		from, to float64 // minutes
	}
	want := [][]piece{
		{{"late", 0, 4}, {"stay", 4, 60}},
		{{"away", 20, 23.5}, {"stay", 0, 20}, {"stay", 23.5, 60}},
		{{"late", 0, 2}, {"stay", 2, 60}, {"device", 2, 33}, {"device", 25, 60}},
		{{"early", 50, 60}, {"stay", 0, 50}},
		{},
		{{"stay", 0, 60}},
		{{"stay", 10, 35}},
	}
	for _, width := range []int64{1200, 360} {
		b.open(s.url+"/lessons/"+l.Key+"?lang=en", width, "light")
		var hour float64
		b.value(`document.querySelector(".people li:not(.axis) svg").getBoundingClientRect().width`, &hour)
		assert.Greater(t, hour, 250.0)
		var boxes []box
		b.value(boxesOf, &boxes)
		rows := make([][]box, len(want))
		for _, one := range boxes {
			require.Less(t, one.Row, len(rows))
			rows[one.Row] = append(rows[one.Row], one)
		}
		for i, pieces := range want {
			pieces = append([]piece{{"none", 0, 60}}, pieces...)
			require.Len(t, rows[i], len(pieces), "row %d", i)
			for j, p := range pieces {
				got := rows[i][j]
				assert.Equal(t, p.class, got.Class, "row %d", i)
				assert.InDelta(t, p.from/60*hour, got.Left, 1, "row %d: %s", i, p.class)
				assert.InDelta(t, (p.to-p.from)/60*hour, got.Width, 1, "row %d: %s", i, p.class)
			}
		}
		var ticks []float64 // the quarters of the axis stand over the bars
		b.value(`[...document.querySelectorAll(".axis text")].map(t => t.getBoundingClientRect()).map((box, i, all) => i == 0 ? box.left : i == all.length - 1 ? box.right : (box.left + box.right) / 2)`, &ticks)
		var left float64
		b.value(`document.querySelector(".people li:not(.axis) svg").getBoundingClientRect().left`, &left)
		require.Len(t, ticks, 5)
		for i, tick := range ticks {
			assert.InDelta(t, left+hour*float64(i)/4, tick, 1.5, "tick %d", i)
		}
	}
	assert.Empty(t, b.problems())
}

func TestThePageIsReadInBothLanguagesOnAPhone(t *testing.T) {
	l, events := hourOf()
	s := newSite(t, []lesson{l}, events, nil)
	s.clock.set(l.end().Add(2 * time.Hour))
	b := openBrowser(t)
	for language, words := range map[string][]string{"en": {"late 4:00", "away 3:30", "left early 10:00", "absent", "sent out", "not on the list"}, "zh": {"迟到 4:00", "离开 3:30", "早退 10:00", "缺席", "被移出", "不在名单"}} {
		for _, path := range []string{"/lessons", "/lessons/" + l.Key} {
			for _, width := range []int64{360, 1200} {
				b.open(s.url+path+"?lang="+language, width, "light")
				var whole int64 // not compared with innerWidth: a phone's is as wide as what is on the page
				b.value(`document.documentElement.scrollWidth`, &whole)
				assert.LessOrEqual(t, whole, width, "%s %s scrolls sideways", language, path)
			}
		}
		var text string
		b.value(`document.body.innerText`, &text)
		for _, word := range words {
			assert.Contains(t, text, word)
		}
		b.picture(language + "-wide")
		b.open(s.url+"/lessons/"+l.Key+"?lang="+language, 360, "dark")
		b.picture(language + "-phone-dark")
	}
	b.do(chromedp.Click(`header a[lang="en"], header a[lang="zh"]`, chromedp.ByQuery), chromedp.WaitVisible(`.people`, chromedp.ByQuery))
	assert.Empty(t, b.problems())
}

func TestNamesStayText(t *testing.T) {
	l, events := hourOf()
	s := newSite(t, []lesson{l}, events, nil)
	s.clock.set(l.end())
	b := openBrowser(t)
	for _, path := range []string{"/lessons", "/lessons/" + l.Key} {
		b.open(s.url+path+"?lang=en", 1200, "light")
		var owned bool
		b.value(`window.owned === 1 || document.querySelector("img, script, iframe") !== null`, &owned)
		assert.False(t, owned, path)
	}
	var names []string
	b.value(`[...document.querySelectorAll(".who b")].map(b => b.textContent)`, &names)
	assert.Equal(t, []string{"Julia", "安然", "Bo", "Chen", hostile, longName(), hostile}, names)
	var labels []string
	b.value(`[...document.querySelectorAll(".hour")].map(svg => svg.getAttribute("aria-label"))`, &labels)
	assert.Contains(t, labels, hostile+": absent")
	assert.Empty(t, b.problems())
}
