package weclassroomtest

import (
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// HelpRequest is a call for help (求助) from a lesson.
type HelpRequest struct {
	LessonID int64
	UserID   int64
	Type     string // 听不到老师声音
	ItemName string // 002
	Content  string
	At       time.Time
}

// Award are stars that a student got in a lesson.
type Award struct {
	LessonID int64
	UserID   int64
	Stars    int64
}

// AddHelpRequest seeds a call for help. It panics when the lesson or the user is unknown.
func (s *Server) AddHelpRequest(help HelpRequest) {
	s.kit.Do(func() {
		s.mustKnow("AddHelpRequest", help.LessonID, help.UserID)
		s.helps = append(s.helps, help)
	})
}

// AddAward seeds stars; those of one student in one lesson add up. It panics when the lesson or the user is unknown.
func (s *Server) AddAward(award Award) {
	s.kit.Do(func() {
		s.mustKnow("AddAward", award.LessonID, award.UserID)
		for i, known := range s.awards {
			if known.LessonID == award.LessonID && known.UserID == award.UserID {
				s.awards[i].Stars += award.Stars
				return
			}
		}
		s.awards = append(s.awards, award)
	})
}

func (s *Server) reportRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.route("Reports.ListHelpRequests", "/lesson/get_help_info", s.helpRequests), // API 16
		s.route("Reports.ListStars", "/lesson/student/award", s.stars),               // API 25
	}
}

// helpRequests takes times with and without seconds: the document's format has none, its example has.
func (s *Server) helpRequests(p *parameters) (object, *refusal) {
	asked := p.period("start_time", "end_time", looseSecond, looseMinute)
	if p.refused != nil {
		return nil, p.refused
	}
	rows := []any{}
	for _, help := range s.helps {
		if !asked.contains(help.At) {
			continue
		}
		rows = append(rows, object{
			{"lesson_id", idText(help.LessonID)},
			{"user_id", idText(help.UserID)},
			{"help_type", help.Type},
			{"help_item_name", help.ItemName},
			{"help_content", help.Content},
			{"help_time", stamp(help.At)},
		})
	}
	return s.dialect.successWithoutCode("", member{"data", rows}), nil
}

// stars answers by lesson; unknown ids are left out.
func (s *Server) stars(p *parameters) (object, *refusal) {
	lessons := s.askedLessons(p, "lessonIds", unlimited)
	if p.refused != nil {
		return nil, p.refused
	}
	rows := []any{}
	for _, lesson := range lessons {
		for _, award := range s.awards {
			if award.LessonID == lesson.ID {
				rows = append(rows, object{{"user_id", award.UserID}, {"award_num", award.Stars}, {"lesson_id", award.LessonID}})
			}
		}
	}
	return success("查询成功", member{"data", rows}), nil
}
