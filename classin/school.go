package classin

// SchoolService is filled below.
type SchoolService struct{ client *Client }
