package classintest

import "time"

// Plan is what the school's contract with the vendor allows. A new server's plan is generous: everything but
// OMO, which is an add-on.
type Plan struct {
	MaxSeats      int // students on stage: 12; more is 259
	MaxAssistants int // co-teachers of a lesson: 8 is ours, the vendor prints no number; more is 21317
	MaxHD         int // the greatest isHd: 2; more is 121601012

	Recording      bool // record; else 121601010
	Live           bool // live; else 121601005
	Replay         bool // replay; else 121601009
	SceneRecording bool // recordScene; else 121601006
	Assistants     bool // co-teachers; else 121601008
	DualCamera     bool // isDc; else 121601011
	SmartClassroom bool // teachMode 2; else 121601001
	OMO            bool // omoStationBroadcast; else 121604007

	LessonsPerCourse int  // that exist; more is 121601070; 0 is no limit
	LessonsPerMonth  int  // created in a month of the vendor's time zone, deleted or not; more is 121601004; 0 is no limit
	Upgradable       bool // a greater plan is for sale: 121601003 instead of 121601004
	Overused         bool // the lesson is created with the warning 121601002
}

func defaultPlan() Plan {
	return Plan{
		MaxSeats: 12, MaxAssistants: 8, MaxHD: 2,
		Recording: true, Live: true, Replay: true, SceneRecording: true,
		Assistants: true, DualCamera: true, SmartClassroom: true,
	}
}

// Plan returns the school's plan, to change and set.
func (s *Server) Plan() Plan {
	s.kit.Lock()
	defer s.kit.Unlock()
	return s.school.plan
}

// SetPlan gives the school another plan.
func (s *Server) SetPlan(plan Plan) {
	s.kit.Do(func() { s.school.plan = plan })
}

// checkSettings is about what a lesson asks for.
func (p Plan) checkSettings(order *order) code {
	switch {
	case order.Record && !p.Recording:
		return codePlanRecording
	case order.Live && !p.Live:
		return codePlanLive
	case order.Replay && !p.Replay:
		return codePlanReplay
	case order.RecordScene && !p.SceneRecording:
		return codePlanScene
	case len(order.AssistantUIDs) > 0 && !p.Assistants:
		return codePlanAssistants
	case order.DualCamera && !p.DualCamera:
		return codePlanDualCamera
	case order.HD > p.MaxHD:
		return codePlanResolution
	case order.SmartClassroom && !p.SmartClassroom:
		return codePlanSettings
	case order.OMO && !p.OMO:
		return codePlanOMO
	default:
		return codeOK
	}
}

// checkUsage is about one lesson more.
func (s *school) checkUsage(courseID int64, now time.Time) code {
	switch {
	case s.plan.LessonsPerCourse > 0 && s.lessonsOf(courseID) >= s.plan.LessonsPerCourse:
		return codePlanCourse
	case s.plan.LessonsPerMonth <= 0 || s.lessonsCreatedIn(now) < s.plan.LessonsPerMonth:
		return codeOK
	case s.plan.Upgradable:
		return codePlanMonthUpgrade
	default:
		return codePlanMonth
	}
}

func (s *school) lessonsOf(courseID int64) int {
	count := 0
	for _, lesson := range s.lessons {
		if lesson.CourseID == courseID {
			count++
		}
	}
	return count
}

// lessonsCreatedIn counts those of the month that now is in.
func (s *school) lessonsCreatedIn(now time.Time) int {
	count := 0
	for _, created := range s.created {
		if monthOf(created) == monthOf(now) {
			count++
		}
	}
	return count
}

func monthOf(t time.Time) string {
	return t.In(time.FixedZone("CST", 8*60*60)).Format("2006-01")
}
