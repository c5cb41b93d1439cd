package classin

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// PresenceStatus says whether somebody was in a class.
type PresenceStatus int

// The answers.
const (
	PresenceStatusUnknown PresenceStatus = 0 // the callback does not say, or not readably
	PresenceStatusPresent PresenceStatus = 1 // was there, however briefly
	PresenceStatusAbsent  PresenceStatus = 2 // was not there
)

var presenceStatusNames = map[PresenceStatus]string{
	PresenceStatusUnknown: "Unknown", PresenceStatusPresent: "Present", PresenceStatusAbsent: "Absent",
}

// String returns the answer's name, or PresenceStatus(9) for a value this module does not know.
func (s PresenceStatus) String() string {
	return wire.EnumName("PresenceStatus", s, presenceStatusNames)
}

// AttendanceRule says how an AttendanceSheet is made. The zero value takes the class's own times and knows nobody who should have come.
type AttendanceRule struct {
	Roster     []UID         // who should have come: each is on the sheet, present or not
	StartTime  time.Time     // from when on somebody is late; default the start of the class in the callback
	EndTime    time.Time     // until when somebody should stay; default the end of the class in the callback: see AttendanceSheet
	LateGrace  time.Duration // coming this much after StartTime is not late; default 0
	EarlyGrace time.Duration // leaving this much before EndTime is not early; default 0
}

// Presence is one person's line on an attendance sheet.
type Presence struct {
	UID         UID
	Name        string // of an AttendanceCallback alone
	Role        Role   // 0 for somebody of the roster alone
	Status      PresenceStatus
	Duration    time.Duration // how long they were there, a time on two devices counted once
	OnDeputies  time.Duration // the part of Duration on a further device, while not on the first; of an EndCallback alone
	FirstInTime time.Time     // the first entry, on any device; zero when the callback does not say
	LastOutTime time.Time     // the last exit; zero when none was recorded after the last entry, of a client that crashed for instance
	Late        time.Duration // how much after StartTime they came; 0 when in time, or when the callback does not say
	LeftEarly   time.Duration // how much before EndTime they left for the last time; 0 when not, or when the callback does not say

	// Uncertain says that a number of this line stands on less than it should: a cell could not be read or is missing (Problems), the vendor's
	// number makes no sense (a negative time, an exit before the entry), or entries and exits do not pair, so that two devices cannot be told
	// apart. What could be read is in the fields. Do not pay by them, nor call anybody absent.
	Uncertain bool
	Problems  []classcloud.RowError // the cells that touch this line
}

// AttendanceSheet returns a line for everybody who entered the class and everybody of the roster, by UID.
//
// Duration is the vendor's total of the first device (inoutEnd, Total), and the time on further devices (Deputies) that lies outside of
// all stretches on the first and, where several overlap, counts once. That Total leaves the further devices out is what the edit history
// (3.41: Details has the first device alone) and the document's sample say; that the sum is what somebody was there for is inferred. An entry
// without an exit lasts until EndTime of the callback. Where Total could not be read, Duration is what the stretches cover; where there are
// further devices and the stretches do not pair, it is the longer of the two: both are Uncertain. Time before the start and after the end
// is counted as the vendor counts it.
//
// The default EndTime of the rule is the planned end, or RealCloseTime where the class was ended before it: who leaves during the overtime
// has not left early.
//
// Somebody of the roster without an entry is Absent, because the vendor lists those who entered and nobody else
// (Error-Handling/Datasubs_errors.md), and Unknown when an entry that may be theirs, or the section, could not be read or did not arrive.
// The callback is not sent at all for a class that nobody entered: nothing comes for it, and that is not a sheet on which all are absent.
// It knows what the clients reported, not who sat in front of them, and nothing of those who watched the broadcast.
//
// Problems does not come back from JSON: make the sheet from the callback as it arrived.
func (m *EndCallback) AttendanceSheet(rule AttendanceRule) []Presence {
	if rule.StartTime.IsZero() {
		rule.StartTime = m.StartTime
	}
	if rule.EndTime.IsZero() {
		rule.EndTime = m.PlannedEndTime()
		if !m.RealCloseTime.IsZero() && (rule.EndTime.IsZero() || m.RealCloseTime.Before(rule.EndTime)) {
			rule.EndTime = m.RealCloseTime
		}
	}
	by, around := m.problemsBy("/data/inoutend")
	problems := func(uid UID) []classcloud.RowError {
		return slices.Concat(around, by[strconv.FormatInt(int64(uid), 10)])
	}
	var sheet []Presence
	for uid, entry := range m.Attendance {
		line := Presence{UID: uid, Role: entry.Role, Problems: problems(uid)}
		line.measure(&entry, m.EndTime())
		sheet = append(sheet, line)
	}
	certain := m.Attendance != nil
	for name, raw := range m.EndData.Unknown {
		if strings.HasPrefix(name, "inoutEnd/") && (raw[0] == '{' || raw[0] == '[') {
			certain = false // an entry whose user could not be read
		}
	}
	return rule.finish(sheet, certain, problems)
}

// problemsBy returns the Problems at and within the members of an object or a list, by member, and those at itself or around it. The place
// is in lower case.
func (w *Callback) problemsBy(place string) (by map[string][]classcloud.RowError, around []classcloud.RowError) {
	by = map[string][]classcloud.RowError{}
	for _, cell := range w.Problems {
		path := strings.ToLower(cell.Path)
		if within, is := strings.CutPrefix(path, place+"/"); is {
			member, _, _ := strings.Cut(within, "/")
			by[member] = append(by[member], cell)
		} else if path == place || strings.HasPrefix(place, path+"/") {
			around = append(around, cell)
		}
	}
	return by, around
}

// AttendanceSheet returns a line for everybody of the callback and everybody of the roster, by UID.
//
// All numbers are the vendor's own: AttendanceTime, FirstInTime, LastOutTime. What AttendanceTime does with two devices no page says. Who
// has an AttendanceTime of 0 and no FirstInTime is Absent; who has neither, or one that could not be read, is Unknown. The default times of
// the rule are ClassStartTime and ClassEndTime. Somebody of the roster who is not listed is Absent, or Unknown when a line that may be
// theirs could not be read, or none arrived. Somebody who is listed twice has two lines, and both are Uncertain.
//
// Problems does not come back from JSON: make the sheet from the callback as it arrived.
func (m *AttendanceCallback) AttendanceSheet(rule AttendanceRule) []Presence {
	if rule.StartTime.IsZero() {
		rule.StartTime = m.ClassStartTime
	}
	if rule.EndTime.IsZero() {
		rule.EndTime = m.ClassEndTime
	}
	by, around := m.problemsBy("/data")
	places := m.rowPlaces(by)
	times := map[UID]int{}
	for _, row := range m.Data {
		times[row.UID]++
	}
	var sheet []Presence
	certain := m.Data != nil && len(places) == len(m.Data)
	for i, row := range m.Data {
		line := Presence{UID: row.UID, Name: row.Name, Role: row.Role, FirstInTime: row.FirstInTime, LastOutTime: row.LastOutTime, Problems: m.Problems}
		if certain {
			line.Problems = slices.Concat(around, by[places[i]])
		}
		if row.Duration != nil && *row.Duration >= 0 {
			line.Duration = *row.Duration
		} else {
			line.Uncertain = true
		}
		if len(line.Problems) > 0 || times[row.UID] > 1 || !row.LastOutTime.IsZero() && row.LastOutTime.Before(row.FirstInTime) {
			line.Uncertain = true
		}
		switch {
		case line.Duration > 0 || !row.FirstInTime.IsZero():
			line.Status = PresenceStatusPresent
		case !line.Uncertain:
			line.Status = PresenceStatusAbsent
		}
		sheet = append(sheet, line)
	}
	certain = certain && !slices.ContainsFunc(m.Data, func(row AttendedFor) bool { return row.UID == 0 })
	hidden := slices.DeleteFunc(m.ProblemsAt("/Data"), func(cell classcloud.RowError) bool {
		return strings.Count(cell.Path, "/") > 2 && !strings.HasSuffix(strings.ToLower(cell.Path), "uid")
	}) // rows that may be anybody's
	return rule.finish(sheet, certain, func(UID) []classcloud.RowError { return hidden })
}

// rowPlaces returns the places of the rows in the callback's list: those that could not be read are left out of Data, and their numbers with
// them. It is nil when the rows are not in a list, and cannot be told.
func (m *AttendanceCallback) rowPlaces(problems map[string][]classcloud.RowError) (places []string) {
	all, _ := wire.Split(m.Raw.text())
	if _, err := wire.Split(all.Get("Data")); err == nil {
		return nil
	}
	for i := 0; len(places) < len(m.Data); i++ {
		place := strconv.Itoa(i)
		if !slices.ContainsFunc(problems[place], func(cell classcloud.RowError) bool { return strings.Count(cell.Path, "/") == 2 }) {
			places = append(places, place)
		}
	}
	return places
}

// measure fills a line from somebody's entry.
func (p *Presence) measure(entry *Attendance, closed time.Time) {
	first := stretchesOf(entry.Details, closed)
	all := stretches{list: slices.Clone(first.list), open: first.open, odd: first.odd}
	lastOut := first.lastOut
	for _, deputy := range entry.Others {
		other := stretchesOf(deputy.Details, closed)
		all.list = append(all.list, other.list...)
		all.open = all.open || other.open
		all.odd = all.odd || other.odd || len(deputy.Details) == 0 && deputy.Duration > 0
		if other.lastOut.After(lastOut) {
			lastOut = other.lastOut
		}
	}
	onFirst, covered := total(first.list), total(all.list)
	p.Duration, p.OnDeputies = entry.Duration+covered-onFirst, covered-onFirst
	unpaired := len(entry.Others) > 0 && (all.open || all.odd || len(first.list) == 0 && entry.Duration > 0)
	switch {
	case entry.Duration < 0 || slices.ContainsFunc(p.Problems, hidesTotal):
		p.Duration = covered
	case unpaired:
		p.Duration = max(entry.Duration, covered)
		p.OnDeputies = p.Duration - entry.Duration
	}
	p.Uncertain = len(p.Problems) > 0 || unpaired || entry.Duration < 0
	if len(all.list) > 0 {
		p.FirstInTime = slices.MinFunc(all.list, func(a, b stretch) int { return a.in.Compare(b.in) }).in
	}
	if !all.open {
		p.LastOutTime = lastOut
	}
	if !p.Uncertain || p.Duration > 0 || len(all.list) > 0 {
		p.Status = PresenceStatusPresent
	}
}

// hidesTotal reports whether a cell is somebody's Total in inoutEnd.
func hidesTotal(cell classcloud.RowError) bool {
	return strings.Count(cell.Path, "/") == 4 && strings.HasSuffix(strings.ToLower(cell.Path), "/total")
}

// finish adds the roster, judges who came late and left early, and sorts.
func (r *AttendanceRule) finish(sheet []Presence, certain bool, problems func(UID) []classcloud.RowError) []Presence {
	listed := map[UID]bool{}
	for i := range sheet {
		line := &sheet[i]
		listed[line.UID] = true
		if in := line.FirstInTime; !in.IsZero() && !r.StartTime.IsZero() && in.After(r.StartTime.Add(r.LateGrace)) {
			line.Late = in.Sub(r.StartTime)
		}
		if out := line.LastOutTime; !out.IsZero() && !r.EndTime.IsZero() && out.Before(r.EndTime.Add(-r.EarlyGrace)) {
			line.LeftEarly = r.EndTime.Sub(out)
		}
	}
	for _, uid := range r.Roster {
		if listed[uid] {
			continue
		}
		listed[uid] = true
		line := Presence{UID: uid, Status: PresenceStatusAbsent}
		if line.Problems = problems(uid); !certain || len(line.Problems) > 0 {
			line.Status, line.Uncertain = PresenceStatusUnknown, true
		}
		sheet = append(sheet, line)
	}
	slices.SortStableFunc(sheet, func(a, b Presence) int { return cmp.Compare(a.UID, b.UID) })
	return sheet
}

// stretch is one stay on one device.
type stretch struct{ in, out time.Time }

// stretches are the stays on a device.
type stretches struct {
	list    []stretch
	lastOut time.Time
	open    bool // the last one has no exit
	odd     bool // an entry or an exit stands alone
}

// stretchesOf pairs entries with exits. A second entry without an exit between them is part of the first stay.
func stretchesOf(details []InOut, closed time.Time) (out stretches) {
	details = slices.Clone(details)
	slices.SortStableFunc(details, func(a, b InOut) int { return a.Time.Compare(b.Time) })
	var in time.Time
	for _, move := range details {
		isIn, isOut := strings.EqualFold(move.Type, "In"), strings.EqualFold(move.Type, "Out")
		switch {
		case move.Time.IsZero() || isIn && !in.IsZero() || isOut && in.IsZero() || !isIn && !isOut:
			out.odd = true
		case isIn:
			in = move.Time
		default:
			out.list = append(out.list, stretch{in, move.Time})
			in = time.Time{}
		}
		if isOut {
			out.lastOut = move.Time
		}
	}
	if out.open = !in.IsZero(); out.open {
		out.list = append(out.list, stretch{in, closed}) // of no length where the class had closed
	}
	return out
}

// total is the time that at least one of the stretches covers.
func total(list []stretch) (sum time.Duration) {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b stretch) int { return a.in.Compare(b.in) })
	var until time.Time
	for _, s := range list {
		if s.in.Before(until) {
			s.in = until
		}
		if s.out.After(s.in) {
			sum += s.out.Sub(s.in)
			until = s.out
		}
	}
	return sum
}
