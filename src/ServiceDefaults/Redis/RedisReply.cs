namespace ServiceDefaults.Redis;

/// <summary>What Redis says, in the types of RESP 2.</summary>
internal abstract record RedisReply
{
    private RedisReply() { }

    /// <summary>A simple or a bulk string.</summary>
    public sealed record Text(string Value) : RedisReply;

    public sealed record Number(long Value) : RedisReply;

    /// <summary>A null string or array.</summary>
    public sealed record Nothing : RedisReply;

    public sealed record List(IReadOnlyList<RedisReply> Items) : RedisReply;

    /// <summary>A refusal, such as <c>WRONGPASS …</c>.</summary>
    public sealed record Error(string Message) : RedisReply;
}
