package classintest

import (
	"maps"
	"slices"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Labels returns the names of the school's labels by id.
func (s *Server) Labels() map[int64]string {
	s.kit.Lock()
	defer s.kit.Unlock()
	return maps.Clone(s.school.labels)
}

// AddLabel adds a label to the school and returns its id.
func (s *Server) AddLabel(name string) int64 {
	s.kit.Lock()
	defer s.kit.Unlock()
	id := s.school.newID()
	s.school.labels[id] = name
	return id
}

func (s *Server) labelRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.course("Labels.Create", "addSchoolLabel", s.school.createLabel),
		s.course("Labels.Update", "updateSchoolLabel", s.school.updateLabel),
		s.course("Labels.Delete", "deleteSchoolLabel", s.school.deleteLabel),
		s.course("Courses.SetLabels", "addCourseLabels", s.setCourseLabels),
		s.course("Classes.SetLabels", "addClassLabels", s.setClassLabels),
	}
}

func (s *school) createLabel(c *call) (answer, effect) {
	name := c.name("labelName", 20)
	if id := s.labelNamed(name); id != 0 {
		return refuseWith(codeLabelExists, map[string]any{"labelId": text(id)})
	}
	if len(s.labels) >= 100 {
		return refuse(codeLabelsFull)
	}
	return allowWith(codeOK, func() any {
		id := s.newID()
		s.labels[id] = name
		return map[string]any{"labelId": text(id)}
	})
}

func (s *school) updateLabel(c *call) (answer, effect) {
	id, name := c.id("labelId"), c.name("labelName", 20)
	if _, has := s.labels[id]; !has {
		return refuse(codeNoLabel)
	}
	if existing := s.labelNamed(name); existing != 0 && existing != id {
		return refuse(codeLabelExists)
	}
	return allow(codeOK, func() { s.labels[id] = name })
}

func (s *school) deleteLabel(c *call) (answer, effect) {
	id := c.id("labelId")
	if _, has := s.labels[id]; !has {
		return refuse(codeNoLabel)
	}
	return allow(codeOK, func() {
		delete(s.labels, id)
		for _, course := range s.courses {
			course.labels = without(course.labels, id)
		}
		for _, class := range s.classes {
			class.LabelIDs = without(class.LabelIDs, id)
		}
	})
}

// setCourseLabels replaces the labels of courses. An empty list removes them all.
func (s *Server) setCourseLabels(c *call) (answer, effect) {
	items := c.objects("courseList")
	if len(items) == 0 {
		return refuse(codeEmptyList)
	}
	return allowWith(codeOK, func() any {
		verdicts := make([]any, len(items))
		for i, item := range items {
			id := item.id("courseId")
			labels, verdict := s.school.readLabels(item, "labelIds", codeCourseLabelsFull)
			if verdict == codeOK {
				verdict = s.school.existingCourse(id)
			}
			if verdict == codeOK {
				s.school.courses[id].labels = labels
			}
			verdicts[i] = s.itemV1(verdict, item.column(), map[string]any{"courseId": s.settings.dialect.id(id)})
		}
		return verdicts
	})
}

func (s *Server) setClassLabels(c *call) (answer, effect) {
	courseID, items := c.id("courseId"), c.objects("classList")
	if verdict := s.school.existingCourse(courseID); verdict != codeOK {
		return refuse(verdict)
	}
	if len(items) == 0 {
		return refuse(codeEmptyList)
	}
	return allowWith(codeOK, func() any {
		verdicts := make([]any, len(items))
		for i, item := range items {
			id := item.id("classId")
			labels, verdict := s.school.readLabels(item, "classLabelId", codeClassLabelsFull)
			class, found := s.school.findClass(courseID, id)
			switch {
			case verdict != codeOK:
			case found != codeOK:
				verdict = found
			case class.ActivityID != 0:
				verdict = codeMadeElsewhere
			default:
				class.LabelIDs = labels
			}
			verdicts[i] = s.itemV1(verdict, item.column(), map[string]any{"classId": s.settings.dialect.id(id)})
		}
		return verdicts
	})
}

// readLabels reads at most ten labels. A missing parameter is an empty list.
func (s *school) readLabels(item *formReader, name string, tooMany code) ([]int64, code) {
	labels := []int64{}
	if list := item.form[name]; list != "" {
		labels = idList(list)
		item.require(labels != nil)
	}
	switch {
	case item.bad():
		return nil, codeParameters
	case len(labels) > 10:
		return nil, tooMany
	case slices.ContainsFunc(labels, func(id int64) bool { _, has := s.labels[id]; return !has }):
		return nil, codeSomeLabels
	default:
		return labels, codeOK
	}
}

func (s *school) labelNamed(name string) int64 {
	for id, other := range s.labels {
		if other == name {
			return id
		}
	}
	return 0
}
