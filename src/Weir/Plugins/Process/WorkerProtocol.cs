namespace Weir.Plugins.Process;

/// <summary>What host and worker agree on before they speak. Both are of one build; the number only catches a worker of another.</summary>
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
}
