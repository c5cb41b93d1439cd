package sandbox

import (
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

func classinVendor() vendor {
	return vendor{
		name: "classin", title: "ClassIn", base: "CLASSIN_BASE_URL",
		variables: []variable{
			{name: "CLASSIN_SID", invented: "2000417"},
			{name: "CLASSIN_SECRET", invented: "sandbox-invented-secret", secret: true},
		},
		check: func(keys map[string]string) error {
			if _, err := strconv.ParseInt(keys["CLASSIN_SID"], 10, 64); err != nil {
				return errors.New("CLASSIN_SID is not a whole number")
			}
			return nil
		},
		succeeds: func(code string) bool { return code == "1" },
		open:     openClassIn,
	}
}

func openClassIn(o opening) *world {
	sid, _ := strconv.ParseInt(o.keys["CLASSIN_SID"], 10, 64) // checked before
	s := classintest.NewServer(classintest.WithListener(o.gate), classintest.WithMiddleware(o.middleware),
		classintest.WithClock(o.clock), classintest.WithCredentials(classin.Credentials{SID: sid, Secret: o.keys["CLASSIN_SECRET"]}))
	school := s.Defaults()
	return &world{
		kit: kitOf(s, func(i classintest.InjectedFault) (string, classintest.Fault) { return i.Operation, i.Fault }),
		url: s.URL,
		other: map[string]string{
			"CLASSIN_COURSE_ID":   strconv.FormatInt(school.CourseID, 10),
			"CLASSIN_TEACHER_UID": strconv.FormatInt(school.TeacherUID, 10),
		},
		tables: []table{
			listed("users", s.Users, plain(s.SetUser)),
			listed("teachers", s.Teachers, plain(func(t classintest.Teacher) { s.SetTeacher(t.UID, t.Status) })),
			listed("school_students", func() []classinStudent { return classinStudents(s) }, plain(func(p classinStudent) { s.AddSchoolStudent(p.UID, p.Name) })),
			listed("courses", s.Courses, plain(s.AddCourse)),
			listed("students", nil, plain(func(m classinMember) { s.AddStudent(m.CourseID, m.UID) })),
			listed("auditors", nil, plain(func(m classinMember) { s.AddAuditor(m.CourseID, m.UID) })),
			listed("folders", s.Folders, plain(func(f classintest.Folder) { s.AddFolder(f.FolderID) })),
			listed("documents", s.Documents, nil),
			listed("labels", func() []classinLabel { return classinLabels(s) }, adds(func(l classinLabel) int64 { return s.AddLabel(l.Name) })),
			listed("classes", s.Classes, nil),
			listed("activities", s.Activities, nil),
			listed("units", s.Units, nil),
			listed("visits", nil, plain(func(v classinVisit) { s.AddVisit(v.ClassID, v.Visit) })),
			listed("maintenance", nil, plain(func(m classinMaintenance) { s.AddMaintenance(m.StartTime, m.EndTime) })),
			listed("waiting_callbacks", func() []classinWaiting { return classinPending(s) }, nil),
		},
		callbacks: classinCallbacks(s),
	}
}

// classinStudent is a student of the school.
type classinStudent struct {
	UID  int64
	Name string
}

// classinMember is a member of a course.
type classinMember struct {
	CourseID int64
	UID      int64
}

// classinLabel is a label of the school.
type classinLabel struct {
	LabelID int64 // told, and made up when it is added
	Name    string
}

// classinVisit is somebody's time in a class.
type classinVisit struct {
	ClassID int64
	Visit   classintest.Visit
}

// classinMaintenance is a time without service.
type classinMaintenance struct {
	StartTime time.Time
	EndTime   time.Time
}

// classinWaiting is a callback that nobody has acknowledged yet.
type classinWaiting struct {
	URL      string
	Attempts int
	Time     time.Time
}

func classinStudents(s *classintest.Server) (students []classinStudent) {
	for uid, name := range s.Students() {
		students = append(students, classinStudent{UID: uid, Name: name})
	}
	return students
}

func classinLabels(s *classintest.Server) (labels []classinLabel) {
	for id, name := range s.Labels() {
		labels = append(labels, classinLabel{LabelID: id, Name: name})
	}
	return labels
}

func classinPending(s *classintest.Server) (waiting []classinWaiting) {
	for _, c := range s.Pending() {
		waiting = append(waiting, classinWaiting{URL: c.URL, Attempts: c.Attempts, Time: c.Time})
	}
	return waiting
}

// classinCallbacks are the vendor's samples, whose members parameters replace; "other", whose members are the parameters; "register",
// which registers the url as the vendor's staff do; and "deliver", which posts again what waits.
func classinCallbacks(s *classintest.Server) []callbackKind {
	kinds := []callbackKind{
		{name: "deliver", send: func(string, json.RawMessage, time.Time) (any, []Delivery, error) {
			return nil, classinDeliveries(s.Deliver()), nil
		}},
		{name: "register", send: func(url string, _ json.RawMessage, _ time.Time) (any, []Delivery, error) {
			if url == "" {
				return nil, nil, errors.New("give the url to register")
			}
			d := s.RegisterCallbacks(url)
			return classinSent(d.Callback.Body), classinDeliveries([]classintest.Delivery{d}), nil
		}},
		{name: "other", send: classinSend(s, func(members map[string]any) map[string]any { return members })},
	}
	for _, sample := range classintest.CallbackSamples() {
		kinds = append(kinds, callbackKind{name: sample, send: classinSend(s, func(members map[string]any) map[string]any {
			payload := classintest.CallbackSample(sample, members)
			for _, made := range []string{"SID", "SafeKey", "TimeStamp"} { // the school's own, and of now
				if _, given := members[made]; !given {
					delete(payload, made)
				}
			}
			return payload
		})})
	}
	return kinds
}

func classinSend(s *classintest.Server, payload func(map[string]any) map[string]any) func(string, json.RawMessage, time.Time) (any, []Delivery, error) {
	return func(url string, parameters json.RawMessage, _ time.Time) (any, []Delivery, error) {
		members := map[string]any{}
		if err := json.Unmarshal(parameters, &members); err != nil {
			return nil, nil, err
		}
		s.SendCallback(url, payload(members))
		waiting := s.Pending()
		return classinSent(waiting[len(waiting)-1].Body), classinDeliveries(s.Deliver()), nil
	}
}

func classinSent(body []byte) any {
	var sent any
	_ = json.Unmarshal(body, &sent) // our own JSON
	return sent
}

func classinDeliveries(all []classintest.Delivery) []Delivery {
	out := make([]Delivery, len(all))
	for i, d := range all {
		out[i] = Delivery{Time: d.Time, Status: d.Status, Reply: d.Reply, Acknowledged: d.Acked, Error: refused(d.Err)}
	}
	return out
}
