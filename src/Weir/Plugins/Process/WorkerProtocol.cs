namespace Weir.Plugins.Process;

/// <summary>
/// What host and worker agree on before they speak. Both are of one build; the version, first on the worker's command
/// line, catches a worker of another one. It grows with every change of the channel's memory or of what is said on it.
/// </summary>
internal static class WorkerProtocol
{
    public const int Version = 2;

    /// <summary>Closed when the host is gone.</summary>
    public const int LifelineDescriptor = 3;

    /// <summary>Messages of the plugin: a line begins with the number of its level.</summary>
    public const int LogDescriptor = 4;

    /// <summary>From here on two a channel: connection, memory.</summary>
    public const int ChannelDescriptors = 5;

    /// <summary>The worker was started otherwise than by its host.</summary>
    public const int WrongUseExitCode = 2;

    /// <summary>The worker speaks another version than the host that started it.</summary>
    public const int WrongVersionExitCode = 3;
}
