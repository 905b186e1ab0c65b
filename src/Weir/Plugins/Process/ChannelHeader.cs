using System.Runtime.InteropServices;

namespace Weir.Plugins.Process;

/// <summary>
/// The first bytes of a channel's memory. The host writes the question, the worker the answer. Places are offsets
/// from the start of the memory; 0 is none. The host reads each field of the answer once and believes none of them.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = SizeBytes)]
internal struct ChannelHeader
{
    public const int SizeBytes = 256;

    public const int Done = 1;
    public const int Failed = 2;
    public const int Cancelled = 3;

    /// <summary>A <see cref="WireOperation"/>.</summary>
    public int Operation;

    /// <summary>Index of the export among those of its kind.</summary>
    public int Export;

    /// <summary>Not 0 when the call shall stop; written while it runs.</summary>
    public int Cancel;

    /// <summary>Rows of the batch, or how many states.</summary>
    public int Rows;

    /// <summary>Number of the list of argument types; 0 for none.</summary>
    public int ArgumentTypes;

    /// <summary>Number of the list that holds the one type of the result; 0 for none.</summary>
    public int ResultType;

    /// <summary>What the call is about: a bound call, a table, a scan; 0 for none.</summary>
    public long Subject;

    /// <summary>The state of the thread; 0 for none.</summary>
    public long State;

    /// <summary>Free bytes for whatever the operation takes besides.</summary>
    public long Payload;
    public long PayloadBytes;

    /// <summary>Lists of types that this worker does not know yet.</summary>
    public long NewTypes;
    public long NewTypesBytes;

    /// <summary><see cref="ColumnNode"/> one an argument, with offsets for pointers.</summary>
    public long Arguments;

    /// <summary>One bit a row that counts.</summary>
    public long Mask;

    /// <summary>Numbers of states: one a row, or one for all.</summary>
    public long States;
    public int StatesAreOne;

    /// <summary>Targets of a merge.</summary>
    public long MoreStates;

    /// <summary>A <see cref="WireResult"/> that says how the host wants the results.</summary>
    public long Result;

    /// <summary>From here on the worker may write.</summary>
    public long Free;

    /// <summary>The worker's: how it ended.</summary>
    public int Outcome;

    /// <summary>The worker's: what came to be, for later calls.</summary>
    public long Made;

    /// <summary>The worker's: bytes of the answer.</summary>
    public long Answer;
    public long AnswerBytes;
}
