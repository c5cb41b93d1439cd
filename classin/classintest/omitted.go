package classintest

// Omitted is what an update does with a parameter that it does not carry, where the vendor's page says two things: that only what changes
// is sent, and a default for what is not sent (不传默认…). Such are folderId, omoStationBroadcast and, beside record, recordScene of
// editCourseClass; subjectId and classroomSettingId of editCourse; assistantUids of updateClass and of onlineDoubleTeacher/editClass; and
// isHd of modifyClassSeatNum, of which the page says less. A missing isDc of modifyClassSeatNum is 0 in any case.
type Omitted int

// The readings.
const (
	OmittedReset Omitted = iota // it takes the default, so that a forgotten parameter undoes what was set
	OmittedKept                 // it stays as it is
)

// WithOmitted chooses the reading of what an update leaves out. The default is [OmittedReset].
func WithOmitted(reading Omitted) Option {
	return func(s *settings) { s.omitted = reading }
}

// resets reports whether an update that does not carry the parameter gives it the page's default.
func (s settings) resets(c *call, name string) bool { return s.omitted == OmittedReset && !c.has(name) }
