namespace Weir.Plugins.Abi;

/// <summary><c>weir_status</c>: how a call across the border ended.</summary>
internal enum AbiStatus
{
    Ok = 0,
    InvalidArgument = 1,
    Unsupported = 2,
    NotFound = 3,
    Cancelled = 4,
    Conflict = 5,
    OutOfMemory = 6,
    InputOutput = 7,
    Internal = 8,
}
