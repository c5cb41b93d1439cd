package classcloud

import (
	"fmt"
	"time"
)

// Date is a calendar day, not an instant. The vendors' days are days in Beijing, whatever time zone the program runs in. The zero
// Date stands for a missing day and is written as empty text.
type Date struct {
	Year  int
	Month time.Month
	Day   int // of the month, from 1
}

// DateOf returns the day of t in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads "2006-01-02".
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("classcloud: %q is not a valid date: want 2006-01-02", s)
	}
	return DateOf(t), nil
}

// String returns "2006-01-02", or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// IsZero reports whether d is the zero Date.
func (d Date) IsZero() bool { return d == Date{} }

// Valid reports whether the day exists in the calendar, in the years 0 to 9999.
func (d Date) Valid() bool { return DateOf(d.In(time.UTC)) == d && d.Year >= 0 && d.Year <= 9999 }

// In returns the midnight at which the day begins in loc.
func (d Date) In(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// AddDays returns the day that is n days later, or earlier if n is negative.
func (d Date) AddDays(n int) Date { return DateOf(d.In(time.UTC).AddDate(0, 0, n)) }

// Compare returns -1 if d is before other, 0 if they are the same day, and +1 if d is after other.
func (d Date) Compare(other Date) int { return d.In(time.UTC).Compare(other.In(time.UTC)) }

// MarshalText writes the text of String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads "2006-01-02" or empty text.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
