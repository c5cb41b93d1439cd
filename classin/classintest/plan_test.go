package classintest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestWhatThePlanLacks(t *testing.T) {
	tests := []struct {
		name    string
		without func(*classintest.Plan)
		change  fields
		errno   string
	}{
		{"recording", func(p *classintest.Plan) { p.Recording = false }, fields{"record": 1}, "121601010"},
		{"live", func(p *classintest.Plan) { p.Live = false }, fields{"record": 1, "live": 1}, "121601005"},
		{"replay", func(p *classintest.Plan) { p.Replay = false }, fields{"record": 1, "replay": 1}, "121601009"},
		{"the scene", func(p *classintest.Plan) { p.SceneRecording = false }, fields{"record": 1, "recordScene": 1}, "121601006"},
		{"co-teachers", func(p *classintest.Plan) { p.Assistants = false }, fields{"assistantUid": 1001002}, "121601008"},
		{"two cameras", func(p *classintest.Plan) { p.DualCamera = false }, fields{"isDc": 3, "seatNum": 1}, "121601011"},
		{"full HD", func(p *classintest.Plan) { p.MaxHD = 1 }, fields{"isHd": 2}, "121601012"},
		{"smart classrooms", func(p *classintest.Plan) { p.SmartClassroom = false }, fields{"teachMode": 2}, "121601001"},
		{"OMO", func(*classintest.Plan) {}, fields{"omoStationBroadcast": 1}, "121604007"},
		{"seats", func(p *classintest.Plan) { p.MaxSeats = 5 }, nil, "259"},
		{"a second co-teacher", func(p *classintest.Plan) { p.MaxAssistants = 1 }, fields{"assistantUids": "[1001002,1001003]"}, "21317"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			srv := newServer(t)
			plan := srv.Plan()
			test.without(&plan)
			srv.SetPlan(plan)
			wantRefused(t, srv, create(t, srv, test.change), test.errno)
		})
	}
}

func TestWhatThePlanLacksIsNotMissedByOthers(t *testing.T) {
	srv := newServer(t)
	srv.SetPlan(classintest.Plan{MaxSeats: 6})
	wantCreated(t, srv, create(t, srv), "1")
}

func TestMoreSeatsThanUsual(t *testing.T) {
	srv := newServer(t)
	plan := srv.Plan()
	plan.MaxSeats = 15
	srv.SetPlan(plan)
	assert.Equal(t, 15, wantCreated(t, srv, create(t, srv, fields{"seatNum": 15}), "1").StudentSeats)
}

func TestClassesOfACourse(t *testing.T) {
	srv := newServer(t)
	plan := srv.Plan()
	plan.ClassesPerCourse = 1
	srv.SetPlan(plan)
	srv.AddCourse(classintest.Course{CourseID: 6001})
	id := create(t, srv).id(t)
	assert.Equal(t, "121601070", create(t, srv).errno())
	assert.Equal(t, "1", create(t, srv, fields{"courseId": 6001}).errno(), "another course")
	srv.DeleteClass(id)
	assert.Equal(t, "1", create(t, srv).errno(), "one class less")
}

func TestClassesOfAMonth(t *testing.T) {
	srv := newServer(t)
	plan := srv.Plan()
	plan.ClassesPerMonth = 1
	srv.SetPlan(plan)
	srv.DeleteClass(create(t, srv).id(t))
	wantRefused(t, srv, create(t, srv), "121601004")

	plan.Upgradable = true
	srv.SetPlan(plan)
	wantRefused(t, srv, create(t, srv), "121601003")

	november := time.Date(2025, 10, 31, 16, 0, 0, 0, time.UTC) // where the vendor is
	srv.SetClock(func() time.Time { return november.Add(-time.Second) })
	late := fields{"beginTime": november.Unix() + 3600, "endTime": november.Unix() + 7200}
	wantRefused(t, srv, create(t, srv, signed("1761926399"), late), "121601003")
	srv.SetClock(func() time.Time { return november })
	wantCreated(t, srv, create(t, srv, signed("1761926400"), late), "1")
}

func TestAnOverusedPlanStillCreates(t *testing.T) {
	srv := newServer(t)
	plan := srv.Plan()
	plan.Overused = true
	srv.SetPlan(plan)
	made := wantCreated(t, srv, create(t, srv, fields{"record": 1}), "121601002")
	assert.True(t, made.Record)
}
