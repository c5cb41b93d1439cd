package weclassroomtest

import (
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// HelpRequest is a call for help (求助) from a lesson.
type HelpRequest struct {
	LessonID int64
	UserID   int64
	Type     string    // help_type: 听不到老师声音
	ItemName string    // help_item_name: "002"
	Content  string    // what the user wrote
	Time     time.Time // when the user asked for help
}

// StarCount says how many stars a student got in a lesson.
type StarCount struct {
	LessonID int64
	UserID   int64
	Stars    int64
}

// AddHelpRequest adds a call for help. It panics when the lesson or the user is unknown.
func (s *Server) AddHelpRequest(help HelpRequest) {
	s.kit.Do(func() {
		s.mustKnow("AddHelpRequest", help.LessonID, help.UserID)
		s.helps = append(s.helps, help)
	})
}

// AddStarCount adds stars; the stars of one student in one lesson add up. It panics when the lesson or the user is unknown.
func (s *Server) AddStarCount(count StarCount) {
	s.kit.Do(func() {
		s.mustKnow("AddAward", count.LessonID, count.UserID)
		for i, known := range s.starCounts {
			if known.LessonID == count.LessonID && known.UserID == count.UserID {
				s.starCounts[i].Stars += count.Stars
				return
			}
		}
		s.starCounts = append(s.starCounts, count)
	})
}

func (s *Server) reportRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.route("Reports.ListHelpRequests", "/lesson/get_help_info", s.helpRequests), // API 16
		s.route("Reports.ListStars", "/lesson/student/award", s.stars),               // API 25
	}
}

// helpRequests takes times with and without seconds: the document's format lacks them, its example has them.
func (s *Server) helpRequests(p *parameters) (object, *refusal) {
	asked := p.period("start_time", "end_time", looseSecond, looseMinute)
	if p.refused != nil {
		return nil, p.refused
	}
	rows := []any{}
	for _, help := range s.helps {
		if !asked.contains(help.Time) {
			continue
		}
		rows = append(rows, object{
			{"lesson_id", idText(help.LessonID)},
			{"user_id", idText(help.UserID)},
			{"help_type", help.Type},
			{"help_item_name", help.ItemName},
			{"help_content", help.Content},
			{"help_time", stamp(help.Time)},
		})
	}
	return s.dialect.successWithoutCode("", member{"data", rows}), nil
}

// stars answers the stars by lesson. It leaves out unknown ids.
func (s *Server) stars(p *parameters) (object, *refusal) {
	lessons := s.askedLessons(p, "lessonIds", unlimited)
	if p.refused != nil {
		return nil, p.refused
	}
	rows := []any{}
	for _, lesson := range lessons {
		for _, award := range s.starCounts {
			if award.LessonID == lesson.LessonID {
				rows = append(rows, object{{"user_id", award.UserID}, {"award_num", award.Stars}, {"lesson_id", award.LessonID}})
			}
		}
	}
	return success("查询成功", member{"data", rows}), nil
}
