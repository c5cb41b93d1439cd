package classin

// LabelsService is filled below.
type LabelsService struct{ client *Client }
