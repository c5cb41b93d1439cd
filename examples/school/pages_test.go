package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classroom"
)

// site is a service with lessons whose vendor is not asked.
type site struct {
	*school
	clock  *handClock
	url    string
	logged *strings.Builder
}

func newSite(t *testing.T, lessons []lesson, events []classroom.Event, change func(*school)) *site {
	t.Helper()
	logged := &strings.Builder{}
	clock := newHandClock(ten())
	s := &school{config: config{language: "zh", clock: clock, log: slog.New(slog.NewTextHandler(logged, nil))}, store: newStore(t, clock.Now),
		vendors: map[string]*vendor{"classin": {}}}
	if change != nil {
		change(s)
	}
	require.NoError(t, s.store.plan(t.Context(), lessons))
	for _, l := range lessons {
		require.NoError(t, s.store.made(t.Context(), l.Key, l.Room, nil))
	}
	require.NoError(t, s.store.add(t.Context(), events))
	server := httptest.NewServer(s.handler())
	t.Cleanup(server.Close)
	return &site{s, clock, server.URL, logged}
}

// answer is what a page answers.
type answer struct {
	status int
	header http.Header
	text   string
}

// get reads a page without following where it leads.
func (s *site) get(t *testing.T, path, language string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+path, nil)
	require.NoError(t, err)
	if language != "" {
		request.Header.Set("Accept-Language", language)
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return answer{response.StatusCode, response.Header, string(text)}
}

func TestAPageSpeaksTheBrowsersLanguage(t *testing.T) {
	s := newSite(t, []lesson{*anyLesson()}, nil, nil)
	for _, c := range []struct{ query, accepts, want string }{
		{"", "", "zh"}, {"", "fr", "zh"}, {"", "en-GB,en;q=0.9", "en"}, {"", "zh-CN,zh;q=0.9,en;q=0.8", "zh"}, {"", "fr, en;q=0.3, zh;q=0.2", "en"},
		{"?lang=en", "zh", "en"}, {"?lang=zh", "en", "zh"}, {"?lang=fr", "en", "en"}, {"", "en;q=0", "zh"}, {"", "en;q=x", "zh"}, {"", ";;,,", "zh"},
	} {
		for _, page := range []string{"/lessons", "/lessons/math-1"} {
			got := s.get(t, page+c.query, c.accepts)
			assert.Equal(t, c.want, got.header.Get("Content-Language"), "%+v", c)
			assert.Contains(t, got.text, `<html lang="`+c.want+`">`, "%+v", c)
		}
	}
}

func TestBothLanguagesHaveAllWords(t *testing.T) {
	all := languages()
	for word, text := range all["en"] {
		assert.NotEmpty(t, text, word)
		assert.NotEmpty(t, all["zh"][word], word)
	}
	assert.Len(t, all["zh"], len(all["en"]))
	for r := classroom.RoleUnknown; r <= classroom.RoleRecorder; r++ {
		assert.NotEmpty(t, all["en"][r.String()], r)
	}
	for r := classroom.ReasonNoLeft; r <= classroom.ReasonJoinedOnce; r++ {
		assert.NotEmpty(t, all["en"][r.String()], r)
	}
	for _, s := range []stage{stagePlanned, stageRunning, stageOver} {
		assert.NotEmpty(t, all["en"][string(s)], s)
	}
}

func TestPagesAreGuarded(t *testing.T) {
	s := newSite(t, []lesson{*anyLesson()}, nil, nil)
	for path, want := range map[string]int{"/": 303, "/lessons": 200, "/lessons/math-1": 200, "/lessons/math-2": 404, "/lessons/math-2/attendance.csv": 404,
		"/lessons/math-1/attendance.csv": 200, "/lessons/math-1/attendance.json": 200, "/style.css": 200, "/lessons/math-1/enter/2": 404, "/nothing": 404, "/callbacks/classin": 404} {
		got := s.get(t, path, "")
		assert.Equal(t, want, got.status, path)
		assert.Contains(t, got.header.Get("Content-Security-Policy"), "default-src 'none'", path)
		assert.Equal(t, "no-referrer", got.header.Get("Referrer-Policy"), path)
		assert.Equal(t, "no-store", got.header.Get("Cache-Control"), path)
	}
	csv := s.get(t, "/lessons/math-1/attendance.csv", "")
	assert.Equal(t, `attachment; filename="attendance-math-1.csv"`, csv.header.Get("Content-Disposition"))
}

func TestDoorsAreOpenInTheDemoAlone(t *testing.T) {
	const secret = "https://room.example/?token=invented-secret"
	var failure error
	asked := ""
	doors := func(s *school) {
		s.doors = true
		s.vendors["classin"].link = func(_ context.Context, l *lesson, who person, teaches bool) (string, error) {
			asked = l.Room + "/" + who.ID
			if teaches {
				asked += "/teaches"
			}
			return secret, failure
		}
	}
	unmade := *anyLesson()
	unmade.Key, unmade.Room = "math-2", ""
	s := newSite(t, []lesson{*anyLesson(), unmade}, nil, doors)
	page := s.get(t, "/lessons/math-1", "en").text
	assert.Contains(t, page, `href="/lessons/math-1/enter/2"`)
	assert.NotContains(t, page, "invented-secret", "a page that lies about holds no link")
	entered := s.get(t, "/lessons/math-1/enter/2", "")
	assert.Equal(t, secret, entered.header.Get("Location"))
	assert.Equal(t, "17/2", asked)
	_ = s.get(t, "/lessons/math-1/enter/1", "")
	assert.Equal(t, "17/1/teaches", asked)
	for _, path := range []string{"/lessons/math-1/enter/9", "/lessons/math-2/enter/2"} {
		assert.Equal(t, 404, s.get(t, path, "").status, path)
	}
	failure = errors.New("the class is over")
	refused := s.get(t, "/lessons/math-1/enter/2", "")
	assert.Equal(t, 502, refused.status)
	assert.NotContains(t, refused.text, "over")
	assert.NotContains(t, s.logged.String(), "invented-secret")

	closed := newSite(t, []lesson{*anyLesson()}, nil, func(s *school) { doors(s); s.doors = false })
	assert.NotContains(t, closed.get(t, "/lessons/math-1", "en").text, "/enter/")
	assert.Equal(t, 404, closed.get(t, "/lessons/math-1/enter/2", "").status)
}

func TestALessonThatIsNotMadeSaysWhy(t *testing.T) {
	l := *anyLesson()
	l.Room = ""
	s := newSite(t, []lesson{l}, nil, nil)
	require.NoError(t, s.store.made(t.Context(), l.Key, "", errors.New("the vendor <is> away")))
	page := s.get(t, "/lessons", "en").text
	assert.Contains(t, page, "not made yet")
	assert.Contains(t, page, "the vendor &lt;is&gt; away")
}
