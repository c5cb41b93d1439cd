package classin

// UnitsService keeps the units (单元) of a course, which hold its activities.
type UnitsService struct{ client *Client }
