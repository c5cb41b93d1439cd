package classroom

import (
	"slices"
	"time"
)

// people are those of the roster and those who came, in the order of the rows.
type people struct {
	all  []*presence
	byID map[string]*presence
}

func newPeople(roster []Person) *people {
	p := &people{byID: make(map[string]*presence, len(roster))}
	for _, person := range roster {
		if p.byID[person.ID] != nil {
			continue // named twice
		}
		p.add(&presence{row: Row{Person: person, Expected: true}})
	}
	return p
}

func (p *people) add(one *presence) {
	p.all = append(p.all, one)
	p.byID[one.row.Person.ID] = one
}

// of returns the presence of a user, and learns the user's name and role.
func (p *people) of(user User) *presence {
	one := p.byID[user.ID]
	if one == nil {
		one = &presence{row: Row{Person: Person{ID: user.ID}}}
		p.add(one)
	}
	if one.row.Person.Name == "" {
		one.row.Person.Name = user.Name
	}
	if !one.row.Expected && user.Role != RoleUnknown || one.row.Person.Role == RoleUnknown {
		one.row.Person.Role = user.Role
	}
	return one
}

// presence is what is known of one person while events are read.
type presence struct {
	row     Row
	devices []string  // those that are there
	since   time.Time // since when any is
	heard   bool      // whether the person came or went before
	sent    bool      // whether the person was sent out, and the vendor may tell of leaving besides

	moment time.Time // when what waits happened
	waits  []change  // what happened at that moment
}

// change is what happened to a device at one moment.
type change struct {
	device       string
	joined, left bool
	kicked       bool // and to all others
}

// take notes an event. What happens at one moment is judged together.
func (p *presence) take(e *Event, at time.Time, span Span) {
	if !e.Kind.moves() {
		return
	}
	if !at.Equal(p.moment) {
		p.settle(span)
		p.moment = at
	}
	i := slices.IndexFunc(p.waits, func(c change) bool { return c.device == e.User.Device })
	if i < 0 {
		i = len(p.waits)
		p.waits = append(p.waits, change{device: e.User.Device})
	}
	switch c := &p.waits[i]; e.Kind {
	case KindJoined:
		c.joined = true
	case KindLeft:
		c.left = true
	default:
		c.kicked = true
	}
}

// settle judges what happened at one moment.
func (p *presence) settle(span Span) {
	before := len(p.devices) > 0
	kicked := false
	for _, c := range p.waits {
		kicked = kicked || c.kicked
		switch {
		case c.joined == c.left:
		case c.joined:
			p.join(c.device)
		default:
			p.leave(c.device, span)
		}
		p.heard = p.heard || c.joined || c.left
	}
	p.waits = p.waits[:0]
	if kicked {
		if !before && !p.heard && p.moment.After(span.StartTime) {
			p.doubt(ReasonNoJoined)
			p.stay(Span{span.StartTime, p.moment}, span)
		}
		p.row.Kicked, p.heard, p.sent = true, true, true
		p.devices = p.devices[:0]
	}
	switch after := len(p.devices) > 0; {
	case !before && after:
		p.since = p.moment
	case before && !after:
		p.stay(Span{p.since, p.moment}, span)
	}
}

func (p *presence) join(device string) {
	if slices.Contains(p.devices, device) {
		p.doubt(ReasonJoinedOnce)
		return
	}
	p.devices = append(p.devices, device)
	p.sent = false
}

func (p *presence) leave(device string, span Span) {
	i := slices.Index(p.devices, device)
	if i < 0 {
		i = slices.Index(p.devices, "") // it joined before the vendor named it
	}
	switch {
	case device == "" && len(p.devices) > 0:
		p.devices = p.devices[:0]
	case i >= 0:
		p.devices = slices.Delete(p.devices, i, i+1)
	case p.sent:
		p.sent = false
	case p.heard:
		p.doubt(ReasonStrayLeft)
	case p.moment.After(span.StartTime):
		p.doubt(ReasonNoJoined)
		p.stay(Span{span.StartTime, p.moment}, span)
	}
}

// stay adds a stay, as much of it as is within the span.
func (p *presence) stay(s, span Span) {
	s.StartTime = latest(s.StartTime, span.StartTime)
	if s.EndTime.After(span.EndTime) {
		s.EndTime = span.EndTime
	}
	if !s.EndTime.After(s.StartTime) {
		return
	}
	if n := len(p.row.Stays); n > 0 && !s.StartTime.After(p.row.Stays[n-1].EndTime) {
		p.row.Stays[n-1].EndTime = latest(p.row.Stays[n-1].EndTime, s.EndTime)
		return
	}
	p.row.Stays = append(p.row.Stays, s)
}

func (p *presence) doubt(reason Reason) {
	for i := range p.row.Doubts {
		if p.row.Doubts[i].Reason == reason {
			p.row.Doubts[i].Count++
			return
		}
	}
	p.row.Doubts = append(p.row.Doubts, Doubt{reason, 1, p.moment})
}

// finish returns the person's row.
func (p *presence) finish(span Span) Row {
	p.settle(span)
	if len(p.devices) > 0 && p.since.Before(span.EndTime) {
		p.moment = span.EndTime
		p.doubt(ReasonNoLeft)
		p.stay(Span{p.since, span.EndTime}, span)
	}
	row := &p.row
	for i, s := range row.Stays {
		row.Total += s.Duration()
		row.Longest = max(row.Longest, s.Duration())
		if i > 0 {
			row.Away = append(row.Away, Span{row.Stays[i-1].EndTime, s.StartTime})
		}
	}
	if n := len(row.Stays); n > 0 {
		row.LateBy = row.Stays[0].StartTime.Sub(span.StartTime)
		row.EarlyBy = span.EndTime.Sub(row.Stays[n-1].EndTime)
	}
	row.Absent = row.Expected && len(row.Stays) == 0
	return *row
}
