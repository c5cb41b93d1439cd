package weclassroomtest

import (
	"strings"
	"time"
)

const (
	dayLayout    = "2006-01-02"
	clockLayout  = "15:04"
	minuteLayout = dayLayout + " " + clockLayout
)

// minute is a required time without seconds, every part with its zeros.
func (p *parameters) minute(name string) time.Time {
	return p.strictTime(name, minuteLayout, "YYYY-mm-dd HH:ii")
}

// day is a required day.
func (p *parameters) day(name string) time.Time {
	return p.strictTime(name, dayLayout, "YYYY-mm-dd")
}

// strictTime takes one layout and every part of it with its zeros.
func (p *parameters) strictTime(name, layout, shown string) time.Time {
	text := p.text(name)
	at, err := time.ParseInLocation(layout, text, beijing())
	if err != nil || at.Format(layout) != text {
		p.fail(codeValue, name, "格式应为 %s", shown)
	}
	return at
}

// period is what the document's read calls ask for: from one time to another, both within it.
type period struct{ from, to time.Time }

// period takes times with seconds, whose parts may lack their zeros as in the document's 2018-3-16 12:13:27, and times without
// seconds where API 16 allows them.
func (p *parameters) period(from, to string, layouts ...string) period {
	asked := period{p.looseTime(from, layouts), p.looseTime(to, layouts)}
	if asked.to.Before(asked.from) {
		p.fail(codeValue, to, "不能早于 %s", from)
	}
	return asked
}

func (p *parameters) looseTime(name string, layouts []string) time.Time {
	text := p.text(name)
	for _, layout := range layouts {
		at, err := time.ParseInLocation(layout, text, beijing())
		if err == nil && !strings.ContainsAny(text, ".,") { // a fraction would be read without the layout's leave
			return at
		}
	}
	p.fail(codeValue, name, "时间格式不正确")
	return time.Time{}
}

// The layouts of a period. Go reads a one-digit month, day or hour with two digits too.
const (
	looseSecond = "2006-1-2 15:4:5"
	looseMinute = "2006-1-2 15:4"
)

func (q period) contains(at time.Time) bool { return !at.Before(q.from) && !at.After(q.to) }

// overlaps tells whether some of the lesson's time is in the period.
func (q period) overlaps(lesson *Lesson) bool {
	return !lesson.StartTime.After(q.to) && !lesson.end().Before(q.from)
}

// WithZeroDates writes a time that has not come as MySQL's 0000-00-00 00:00:00 instead of null.
func WithZeroDates() Option {
	return func(s *settings) { s.dialect.zeroDates = true }
}

// timeOrNone writes a time; the zero one is none.
func (d dialect) timeOrNone(at time.Time) any {
	switch {
	case !at.IsZero():
		return stamp(at)
	case d.zeroDates:
		return "0000-00-00 00:00:00"
	}
	return nil
}
