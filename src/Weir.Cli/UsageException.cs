namespace Weir.Cli;

/// <summary>The command line was wrong: exit code 2. The message says what was found, what was expected and what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
