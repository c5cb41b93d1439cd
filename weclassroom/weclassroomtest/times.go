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

// minute reads a required time without seconds; every part has its leading zeros.
func (p *parameters) minute(name string) time.Time {
	return p.strictTime(name, minuteLayout, "YYYY-mm-dd HH:ii")
}

// day reads a required day.
func (p *parameters) day(name string) time.Time {
	return p.strictTime(name, dayLayout, "YYYY-mm-dd")
}

// strictTime reads a required time in one layout; every part has its leading zeros.
func (p *parameters) strictTime(name, layout, shown string) time.Time {
	text := p.text(name)
	at, err := time.ParseInLocation(layout, text, beijing())
	if err != nil || at.Format(layout) != text {
		p.fail(codeValue, name, "格式应为 %s", shown)
	}
	return at
}

// period is the time that a read asks about, both ends included.
type period struct{ from, to time.Time }

// period reads times with seconds, whose parts may lack their leading zeros as in the document's 2018-3-16 12:13:27, and times
// without seconds where API 16 allows them.
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
		if err == nil && !strings.ContainsAny(text, ".,") { // Go would accept a fraction that the layout does not have
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

// contains reports whether a time is in the period.
func (q period) contains(at time.Time) bool { return !at.Before(q.from) && !at.After(q.to) }

// overlaps reports whether a part of the lesson is in the period.
func (q period) overlaps(lesson *Lesson) bool {
	return !lesson.StartTime.After(q.to) && !lesson.end().Before(q.from)
}

// WithZeroDates writes a time that has not come yet as MySQL's 0000-00-00 00:00:00. The default is null.
func WithZeroDates() Option {
	return func(s *settings) { s.dialect.zeroDates = true }
}

// timeOrNone writes a time, or what stands for the zero time.
func (d dialect) timeOrNone(at time.Time) any {
	switch {
	case !at.IsZero():
		return stamp(at)
	case d.zeroDates:
		return "0000-00-00 00:00:00"
	}
	return nil
}
