package classintest

import "time"

// Plan is what the school's contract with the vendor allows. The plan of a new server allows everything but OMO, which is an add-on.
type Plan struct {
	MaxSeats      int // the greatest number of students on stage: 12; more is 259
	MaxAssistants int // the greatest number of co-teachers of a class: 8 (our number: the vendor prints none); more is 21317
	MaxHD         int // the greatest isHd: 2; more is 121601012

	Recording      bool // allows record; otherwise 121601010
	Live           bool // allows live; otherwise 121601005
	Replay         bool // allows replay; otherwise 121601009
	SceneRecording bool // allows recordScene; otherwise 121601006
	Assistants     bool // allows co-teachers; otherwise 121601008
	DualCamera     bool // allows isDc; otherwise 121601011
	SmartClassroom bool // allows teachMode 2; otherwise 121601001
	OMO            bool // allows omoStationBroadcast; otherwise 121604007

	ClassesPerCourse int  // the greatest number of existing classes in a course; more is 121601070; 0 is unlimited
	ClassesPerMonth  int  // the greatest number of classes created in a month of the vendor's time zone, deleted ones included; more is 121601004; 0 is unlimited
	Upgradable       bool // a greater plan is for sale: 121601003 instead of 121601004
	Overused         bool // a class is created with the warning 121601002
}

func defaultPlan() Plan {
	return Plan{
		MaxSeats: 12, MaxAssistants: 8, MaxHD: 2,
		Recording: true, Live: true, Replay: true, SceneRecording: true,
		Assistants: true, DualCamera: true, SmartClassroom: true,
	}
}

// Plan returns the school's plan. Change it and give it to SetPlan.
func (s *Server) Plan() Plan {
	s.kit.Lock()
	defer s.kit.Unlock()
	return s.school.plan
}

// SetPlan replaces the school's plan.
func (s *Server) SetPlan(plan Plan) {
	s.kit.Do(func() { s.school.plan = plan })
}

// checkSettings checks the settings of a class.
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
	case order.OMOBroadcast && !p.OMO:
		return codePlanOMO
	default:
		return codeOK
	}
}

// checkUsage checks whether the plan allows one more class.
func (s *school) checkUsage(courseID int64, now time.Time) code {
	switch {
	case s.plan.ClassesPerCourse > 0 && s.classesOf(courseID) >= s.plan.ClassesPerCourse:
		return codePlanCourse
	case s.plan.ClassesPerMonth <= 0 || s.classesCreatedIn(now) < s.plan.ClassesPerMonth:
		return codeOK
	case s.plan.Upgradable:
		return codePlanMonthUpgrade
	default:
		return codePlanMonth
	}
}

func (s *school) classesOf(courseID int64) int {
	count := 0
	for _, class := range s.classes {
		if class.CourseID == courseID {
			count++
		}
	}
	return count
}

// classesCreatedIn counts the classes created in the current month.
func (s *school) classesCreatedIn(now time.Time) int {
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
