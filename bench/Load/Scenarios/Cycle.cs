using Load.Sockets;

namespace Load.Scenarios;

/// <summary>Requests by their number, each worker from its own place on.</summary>
internal sealed class Cycle(Func<int, byte[]> request, int first) : IRequestSource
{
    // A step that shares no divisor with the number of people, so that no two workers are one person.
    private int _number = first * 1009;

    public ReadOnlyMemory<byte>? Next() => request(_number++);

    public void Answered(Connection connection)
    {
        // The answers do not matter here but for their status.
    }
}
