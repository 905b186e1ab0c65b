namespace Weir.Plugins;

/// <summary>
/// Marks what the contract itself throws because a plugin does not keep it, so that it is told from a plugin's own
/// refusal of a value.
/// </summary>
internal static class ContractBreach
{
    private const string Mark = "weir.breach";

    /// <summary>Marks an exception that is about to be thrown.</summary>
    public static T Of<T>(T exception) where T : Exception
    {
        exception.Data[Mark] = true;
        return exception;
    }

    /// <summary>Whether an exception, or one that it came from, is marked.</summary>
    public static bool Is(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
            if (e.Data.Contains(Mark))
                return true;
        return false;
    }
}
