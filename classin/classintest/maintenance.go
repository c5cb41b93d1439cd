package classintest

import (
	"slices"
	"time"
)

// maintenanceMargin is the time kept free of maintenance before a class, for entering, and after it, for overtime.
const maintenanceMargin = 20 * time.Minute

type maintenance struct {
	on      bool
	windows []window
}

type window struct{ from, to time.Time }

// SetMaintenance begins or ends maintenance at once. During maintenance every call answers 901, even one with an unknown path or a wrong
// safeKey. [WithMaintenanceErrno] chooses the form of the answer.
func (s *Server) SetMaintenance(on bool) {
	s.kit.Do(func() { s.maintenance.on = on })
}

// AddMaintenance plans maintenance. No class may overlap with it or the 20 minutes before and after it (454). While it lasts by the
// server's clock, every call answers 901.
func (s *Server) AddMaintenance(from, to time.Time) {
	s.kit.Do(func() { s.maintenance.windows = append(s.maintenance.windows, window{from, to}) })
}

func (s *Server) underMaintenance(now time.Time) bool {
	return s.maintenance.on || slices.ContainsFunc(s.maintenance.windows, func(w window) bool {
		return !now.Before(w.from) && now.Before(w.to)
	})
}

// overlaps reports whether a class with its margins touches a planned maintenance.
func (m maintenance) overlaps(begin, end time.Time) bool {
	begin, end = begin.Add(-maintenanceMargin), end.Add(maintenanceMargin)
	return slices.ContainsFunc(m.windows, func(w window) bool {
		return !begin.After(w.to) && !end.Before(w.from)
	})
}
