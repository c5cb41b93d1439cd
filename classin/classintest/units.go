package classintest

import (
	"maps"
	"slices"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Unit is a unit of a course.
type Unit struct {
	UnitID    int64
	CourseID  int64
	Name      string
	Content   string
	Published bool
}

// Units returns the units in the order of their ids.
func (s *Server) Units() []Unit {
	s.kit.Lock()
	defer s.kit.Unlock()
	units := []Unit{}
	for _, id := range slices.Sorted(maps.Keys(s.school.units)) {
		units = append(units, *s.school.units[id])
	}
	return units
}

func (s *Server) unitRoutes() []vendortest.Route {
	school := s.school
	return []vendortest.Route{
		s.v2("Units.Create", "/lms/unit/create", school.createUnit),
		s.v2("Units.Update", "/lms/unit/update", school.updateUnit),
		s.v2("Units.Delete", "/lms/unit/delete", school.deleteUnit),
		s.v2("Units.MoveActivities", "/lms/unit/move", school.moveActivities),
	}
}

func (s *school) createUnit(c *call) (answer, effect) {
	unit := &Unit{CourseID: c.id("courseId"), Name: c.text50("name"), Content: c.text("content"), Published: c.oneOf("publishFlag", 0, 2) == 2}
	verdict := s.checkCourseV2(unit.CourseID, c.now)
	if verdict == codeOK && s.unitNamed(unit.CourseID, unit.Name) != nil {
		verdict = codeUnitExists
	}
	return allowWith(verdict, func() any {
		unit.UnitID = s.newID()
		s.units[unit.UnitID] = unit
		return map[string]any{"name": unit.Name, "unitId": unit.UnitID}
	})
}

func (s *school) updateUnit(c *call) (answer, effect) {
	courseID, id := c.id("courseId"), c.id("unitId")
	unit, verdict := s.findUnit(courseID, id, c)
	if verdict != codeOK {
		return refuse(verdict)
	}
	changed := *unit
	if c.has("name") {
		changed.Name = c.text50("name")
	}
	if c.has("content") {
		changed.Content = c.text("content")
	}
	if c.has("publishFlag") {
		changed.Published = c.oneOf("publishFlag", 0, 2) == 2
	}
	other := s.unitNamed(courseID, changed.Name)
	switch {
	case other != nil && other != unit:
		return refuse(codeUnitName)
	case unit.Published && !changed.Published:
		return refuse(codeNoUnpublishing)
	}
	return allowWith(codeOK, func() any {
		*unit = changed
		return map[string]any{"unitId": id}
	})
}

// deleteUnit deletes a unit with its activities. It takes unitId as text, as in the page's table, and as a number, as in its sample.
func (s *school) deleteUnit(c *call) (answer, effect) {
	courseID := c.id("courseId")
	c.kinds = maps.Clone(c.kinds)
	if c.has("unitId") && c.kinds["unitId"] == '"' {
		c.kinds["unitId"] = '0'
	}
	id := c.id("unitId")
	unit, verdict := s.findUnit(courseID, id, c)
	if verdict != codeOK {
		return refuse(verdict)
	}
	activities := s.activitiesIn(unit.UnitID)
	begun := func(a *Activity) bool { l := s.classOf(a); return l != nil && !c.now.Before(l.StartTime) }
	if slices.ContainsFunc(activities, begun) {
		return refuse(codeUnitHasClasses)
	}
	return allowWith(codeOK, func() any {
		for _, activity := range activities {
			s.deleteActivity(activity)
		}
		delete(s.units, id)
		return map[string]any{"unitId": id}
	})
}

func (s *school) moveActivities(c *call) (answer, effect) {
	courseID, from, to := c.id("courseId"), c.id("unitId"), c.id("toUnitId")
	verdict := s.checkCourseV2(courseID, c.now)
	_, source := s.findUnit(courseID, from, c)
	_, target := s.findUnit(courseID, to, c)
	switch {
	case verdict != codeOK:
		return refuse(verdict)
	case source != codeOK:
		return refuse(codeMoveNoUnit)
	case from == to:
		return refuse(codeSameUnit)
	case target != codeOK:
		return refuse(codeNoTargetUnit)
	}
	return allow(codeOK, func() {
		for _, activity := range s.activitiesIn(from) {
			activity.UnitID = to
		}
	})
}

func (s *school) findUnit(courseID, id int64, c *call) (*Unit, code) {
	if verdict := s.checkCourseV2(courseID, c.now); verdict != codeOK {
		return nil, verdict
	}
	unit := s.units[id]
	if unit == nil || unit.CourseID != courseID {
		return nil, codeNoUnit
	}
	return unit, codeOK
}

func (s *school) unitNamed(courseID int64, name string) *Unit {
	for _, unit := range s.units {
		if unit.CourseID == courseID && unit.Name == name {
			return unit
		}
	}
	return nil
}
