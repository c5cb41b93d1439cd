package main

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/classroom"
)

// sheetJSON is a sheet for programs. Times are RFC 3339, spans are seconds.
type sheetJSON struct {
	Key       string     `json:"key"`
	Vendor    string     `json:"vendor"`
	Title     string     `json:"title"`
	StartTime time.Time  `json:"startTime"`
	EndTime   time.Time  `json:"endTime"`
	Made      bool       `json:"made"`
	Stage     stage      `json:"stage"`
	Known     bool       `json:"known"` // false: the vendor has not told who came or left
	HeldStart *time.Time `json:"heldStart"`
	HeldEnd   *time.Time `json:"heldEnd"`
	Unnamed   int        `json:"unnamed"` // events of somebody without an id
	Rows      []rowJSON  `json:"rows"`
}

// rowJSON is a person's row.
type rowJSON struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Role     string         `json:"role"`
	Expected bool           `json:"expected"`
	Absent   bool           `json:"absent"`
	Kicked   bool           `json:"kicked"`
	Total    float64        `json:"total"`
	Longest  float64        `json:"longest"`
	LateBy   float64        `json:"lateBy"`
	EarlyBy  float64        `json:"earlyBy"`
	Deputy   float64        `json:"deputy"`
	Stays    []spanJSON     `json:"stays"`
	Doubts   map[string]int `json:"doubts,omitempty"`
}

// spanJSON is a stay.
type spanJSON struct {
	StartTime time.Time `json:"startTime"`
	EndTime   time.Time `json:"endTime"`
}

func (s *sheet) forPrograms() sheetJSON {
	l := s.lesson
	moment := func(t time.Time) *time.Time {
		if t.IsZero() {
			return nil
		}
		return new(t.In(beijing))
	}
	out := sheetJSON{Key: l.Key, Vendor: l.Vendor, Title: l.Title, StartTime: l.Start, EndTime: l.end(), Made: l.Room != "", Stage: s.stage, Known: s.known,
		HeldStart: moment(s.report.Held.StartTime), HeldEnd: moment(s.report.Held.EndTime), Unnamed: s.report.Unnamed, Rows: []rowJSON{}}
	for _, row := range s.rows {
		r := rowJSON{ID: row.Person.ID, Name: row.Person.Name, Role: row.Person.Role.String(), Expected: row.Expected, Absent: s.isAbsent(row), Kicked: row.Kicked,
			Total: row.Total.Seconds(), Longest: row.Longest.Seconds(), LateBy: row.LateBy.Seconds(), EarlyBy: row.EarlyBy.Seconds(), Deputy: row.Deputy.Seconds(), Stays: []spanJSON{}}
		for _, stay := range row.Stays {
			r.Stays = append(r.Stays, spanJSON{stay.StartTime.In(beijing), stay.EndTime.In(beijing)})
		}
		for _, doubt := range row.Doubts {
			if r.Doubts == nil {
				r.Doubts = map[string]int{}
			}
			r.Doubts[doubt.Reason.String()] = doubt.Count
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}

func (s *school) attendanceJSON(w http.ResponseWriter, r *http.Request, l *lesson) {
	sh, err := s.sheet(r.Context(), l)
	if err != nil {
		s.broken(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	_ = out.Encode(sh.forPrograms())
}

func (s *school) attendanceCSV(w http.ResponseWriter, r *http.Request, l *lesson) {
	sh, err := s.sheet(r.Context(), l)
	if err != nil {
		s.broken(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="attendance-`+l.Key+`.csv"`) // a key has no quotes
	_, _ = w.Write([]byte(sh.forSpreadsheets(s.speak(r))))
}

// forSpreadsheets writes the sheet as CSV. The mark at its beginning tells Excel that it is UTF-8.
func (s *sheet) forSpreadsheets(t texts) string {
	var text strings.Builder
	text.WriteString("\ufeff")
	w := csv.NewWriter(&text)
	w.UseCRLF = true
	write := func(cells ...string) {
		for i, cell := range cells {
			cells[i] = harmless(cell)
		}
		_ = w.Write(cells) // a Builder takes everything
	}
	write(t["key"], t["title"], t["vendor"], t["id"], t["name"], t["role"], t["expected"], t["present"], t["total"], t["longest"], t["lateBy"], t["earlyBy"], t["deputyFor"], t["stays"], t["doubts"])
	yes := map[bool]string{true: t["yes"], false: t["no"]}
	for _, row := range s.rows {
		present, numbers := yes[!row.Absent], []string{seconds(row.Total), seconds(row.Longest), seconds(row.LateBy), seconds(row.EarlyBy), seconds(row.Deputy)}
		switch {
		case !s.known: // an empty cell is not a zero
			present, numbers = t["not known"], make([]string, len(numbers))
		case row.Absent && !s.isAbsent(row):
			present = t["not there"]
		}
		cells := append([]string{s.lesson.Key, s.lesson.Title, s.lesson.Vendor, row.Person.ID, row.Person.Name, t[row.Person.Role.String()], yes[row.Expected], present}, numbers...)
		write(append(cells, stays(row.Stays, t), strings.Join(s.doubts(row, t), "; "))...)
	}
	w.Flush()
	return text.String()
}

func stays(spans []classroom.Span, t texts) string {
	var all []string
	for _, span := range spans {
		all = append(all, t.clock(span.StartTime)+"–"+t.clock(span.EndTime))
	}
	return strings.Join(all, "; ")
}

func seconds(d time.Duration) string { return strconv.Itoa(int(d.Round(time.Second) / time.Second)) }

// harmless returns a cell that no spreadsheet takes for a formula: names come from whoever entered.
func harmless(cell string) string {
	if start := strings.TrimLeft(cell, " \u3000\u00a0"); start != "" && strings.ContainsRune("=+-@＝＋－＠\t\r\n", []rune(start)[0]) {
		return "'" + cell
	}
	return cell
}
