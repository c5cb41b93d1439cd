package main

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"strings"
	"time"
)

//go:embed pages.html
var pagesText string

//go:embed style.css
var styleText []byte

// handler serves pages and callbacks. The pages are for whoever reaches them: put them behind your own login. The callbacks check signatures.
func (s *school) handler() http.Handler {
	mux := http.NewServeMux()
	for name, v := range s.vendors {
		if v.events != nil {
			mux.Handle("/callbacks/"+name, v.events)
		}
	}
	mux.Handle("GET /{$}", http.RedirectHandler("/lessons", http.StatusSeeOther))
	mux.HandleFunc("GET /style.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write(styleText)
	})
	mux.HandleFunc("GET /lessons", s.listPage)
	mux.HandleFunc("GET /lessons/{key}", s.ofLesson(s.lessonPage))
	mux.HandleFunc("GET /lessons/{key}/attendance.csv", s.ofLesson(s.attendanceCSV))
	mux.HandleFunc("GET /lessons/{key}/attendance.json", s.ofLesson(s.attendanceJSON))
	if s.doors {
		mux.HandleFunc("GET /lessons/{key}/enter/{person}", s.ofLesson(s.enter))
	}
	return guarded(mux)
}

// guarded lets browsers load nothing but this service's own pictures and styles, and keep nothing.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// ofLesson gives a handler the lesson that the address names.
func (s *school) ofLesson(next func(http.ResponseWriter, *http.Request, *lesson)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		l, err := s.store.lesson(r.Context(), r.PathValue("key"))
		switch {
		case err != nil:
			s.broken(w, err)
		case l == nil:
			http.NotFound(w, r)
		default:
			next(w, r, l)
		}
	}
}

func (s *school) broken(w http.ResponseWriter, err error) {
	s.failed("", "", err)
	http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
}

// enter sends a browser into the classroom as somebody of the lesson. The link is made now and is in no page, since whoever has it enters as
// that person, and since some vendors' links end after a day.
func (s *school) enter(w http.ResponseWriter, r *http.Request, l *lesson) {
	who, is := l.find(r.PathValue("person"))
	v := s.vendors[l.Vendor]
	if !is || l.Room == "" || v == nil || v.link == nil {
		http.NotFound(w, r)
		return
	}
	link, err := v.link(r.Context(), l, person{who.ID, who.Name}, who.ID == l.Teacher.ID)
	if err != nil { // such as that the class is over
		s.failed(l.Vendor, l.Key, err)
		http.Error(w, "the vendor gives no link", http.StatusBadGateway)
		return
	}
	w.Header().Set("Location", link)
	w.WriteHeader(http.StatusSeeOther)
}

// show writes a page, whole or not at all.
func (s *school) show(w http.ResponseWriter, name string, t texts, data any) {
	pages, err := template.New("").Parse(pagesText)
	var page bytes.Buffer
	if err == nil {
		err = pages.ExecuteTemplate(&page, name, map[string]any{"T": t, "Page": data})
	}
	if err != nil {
		s.broken(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", t["lang"])
	_, _ = page.WriteTo(w)
}

// listRow is a line of the list of lessons.
type listRow struct {
	*lesson
	Starts, Status string
}

func (s *school) listPage(w http.ResponseWriter, r *http.Request) {
	lessons, err := s.store.lessons(r.Context())
	if err != nil {
		s.broken(w, err)
		return
	}
	t := s.speak(r)
	var rows []listRow
	for i := range lessons {
		l := &lessons[i]
		sh, err := s.sheet(r.Context(), l)
		if err != nil {
			s.broken(w, err)
			return
		}
		row := listRow{l, startText(l), t[string(sh.stage)]}
		if l.Room == "" {
			row.Status = t["missing"]
		}
		rows = append(rows, row)
	}
	s.show(w, "list", t, rows)
}

func startText(l *lesson) string { return l.Start.Format("2006-01-02 15:04") }

// lessonView is what the page of a lesson shows.
type lessonView struct {
	*lesson
	Starts, Status, Held string
	Refresh, Silent      bool
	Unnamed              int
	Axis                 []tick
	People               []personView
}

// personView is a person's line.
type personView struct {
	ID, Name, Role, Facts, Doubts string
	Picture                       picture
	Enter                         bool
}

func (s *school) lessonPage(w http.ResponseWriter, r *http.Request, l *lesson) {
	sh, err := s.sheet(r.Context(), l)
	if err != nil {
		s.broken(w, err)
		return
	}
	t := s.speak(r)
	view := lessonView{lesson: l, Starts: startText(l), Status: t[string(sh.stage)], Axis: sh.axis(t), Unnamed: sh.report.Unnamed,
		Refresh: s.clock.Now().Before(l.end().Add(time.Hour)), Silent: !sh.known && sh.stage != stagePlanned}
	if held := sh.report.Held; !held.StartTime.IsZero() || !held.EndTime.IsZero() {
		view.Held = t.clock(held.StartTime) + "–" + t.clock(held.EndTime)
	}
	v := s.vendors[l.Vendor]
	for _, row := range sh.rows {
		name := row.Person.Name
		if name == "" {
			name = row.Person.ID
		}
		view.People = append(view.People, personView{ID: row.Person.ID, Name: name, Role: t[row.Person.Role.String()],
			Facts: strings.Join(sh.facts(row, t), " · "), Doubts: strings.Join(sh.doubts(row, t), "; "),
			Picture: sh.draw(row, t), Enter: s.doors && row.Expected && v != nil && v.link != nil && l.Room != "" && sh.stage != stageOver})
	}
	s.show(w, "lesson", t, view)
}
