using Weir.Arrow;

namespace Weir.Plugins.Process;

/// <summary>Asks a child for the type of a result.</summary>
internal static class ProcessResultType
{
    public static Field Ask(WorkerLink link, WireOperation operation, int index, string called, IReadOnlyList<ArrowType> argumentTypes)
    {
        using WireWriter payload = new();
        using WorkerCall question = new(link.Terms, link.Current(), called, operation, index);
        question.Put(payload.Types(argumentTypes).ToArray());
        question.Ask();
        return question.Read(answer => answer.Schema().Fields is [Field field] ? field : throw new InvalidDataException("the type of a result is missing"));
    }
}
