using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using UserDirectory.Database;
using UserDirectory.Outbox;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Outbox;

public abstract class OutboxSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task A_message_leaves_once_after_its_transaction_and_not_without_it()
    {
        var receiver = new Receiver();
        await using (var db = directory.NewContext())
        {
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            db.Enqueue(OutboxMessage.Create(receiver.Kind, "rolled back"));
            await db.SaveChangesAsync();
        }

        var id = await EnqueueAsync(receiver.Kind, "kept");
        await RoundAsync(receiver);
        await RoundAsync(receiver);

        Assert.Equal([id], receiver.Received);
        Assert.Equal(directory.Time.GetUtcNow(), (await RowAsync(id)).DeliveredAt);
    }

    [Fact]
    public async Task Several_dispatchers_deliver_each_message_once()
    {
        var receiver = new Receiver();
        var ids = new List<Guid>();
        for (var i = 0; i < 60; i++) ids.Add(await EnqueueAsync(receiver.Kind, i));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RoundAsync(receiver))));

        Assert.Equal(ids.Order(), receiver.Received.Order());
    }

    [Fact]
    public async Task A_failure_is_tried_again_later_with_the_same_id_and_its_reason_is_kept()
    {
        var receiver = new Receiver { Answer = new OutboxDelivery.Failed("closed on Sundays") };
        var id = await EnqueueAsync(receiver.Kind, 1);
        await RoundAsync(receiver);
        Assert.Equal("closed on Sundays", (await RowAsync(id)).LastError);

        directory.Time.Advance(TimeSpan.FromSeconds(4));
        await RoundAsync(receiver);
        Assert.Single(receiver.Received);
        receiver.Answer = new OutboxDelivery.Delivered();
        directory.Time.Advance(TimeSpan.FromSeconds(1));
        await RoundAsync(receiver);

        Assert.Equal([id, id], receiver.Received);
        var row = await RowAsync(id);
        Assert.Equal((2, null), (row.Attempts, row.LastError));
        Assert.NotNull(row.DeliveredAt);
    }

    [Fact]
    public async Task After_the_last_attempt_it_is_given_up_with_the_reason()
    {
        var receiver = new Receiver { Answer = new OutboxDelivery.Failed("nobody home") };
        var id = await EnqueueAsync(receiver.Kind, 1);
        for (var i = 0; i < 15; i++)
        {
            await RoundAsync(receiver);
            directory.Time.Advance(TimeSpan.FromHours(25));
        }

        var row = await RowAsync(id);
        Assert.Equal((11, "nobody home"), (row.Attempts, row.LastError));
        Assert.NotNull(row.DeadAt);
        Assert.Equal(11, receiver.Received.Count);
    }

    [Fact]
    public async Task What_never_will_work_is_given_up_at_once()
    {
        var receiver = new Receiver { Answer = new OutboxDelivery.Hopeless("no such address") };
        var id = await EnqueueAsync(receiver.Kind, 1);
        await RoundAsync(receiver);
        Assert.NotNull((await RowAsync(id)).DeadAt);
    }

    [Fact]
    public async Task A_message_whose_dispatcher_died_is_due_again_and_the_dead_one_settles_nothing_any_more()
    {
        var receiver = new Receiver();
        var id = await EnqueueAsync(receiver.Kind, 1);
        var taken = Assert.Single(await Queue().TakeAsync(100, CancellationToken.None), message => message.Id == id);
        await RoundAsync(receiver);
        Assert.Empty(receiver.Received);

        directory.Time.Advance(TimeSpan.FromMinutes(3));
        await RoundAsync(receiver);

        Assert.Equal([id], receiver.Received);
        Assert.False(await Queue().SettleAsync(taken, new OutboxDelivery.Failed("too late"), CancellationToken.None));
        Assert.NotNull((await RowAsync(id)).DeliveredAt);
    }

    [Fact]
    public async Task A_receiver_that_throws_harms_no_other()
    {
        var bad = new Receiver { Fault = new InvalidOperationException("broken") };
        var good = new Receiver();
        var badId = await EnqueueAsync(bad.Kind, 1);
        var goodId = await EnqueueAsync(good.Kind, 1);

        await RoundAsync(bad, good);

        Assert.Equal("broken", (await RowAsync(badId)).LastError);
        Assert.NotNull((await RowAsync(goodId)).DeliveredAt);
    }

    private OutboxQueue Queue() => new(directory.Get<IDbContextFactory<IdentityDb>>(), directory.Time);

    private async Task RoundAsync(params Receiver[] receivers)
    {
        using var dispatcher = new OutboxDispatcher(Queue(), new OutboxSignal(), receivers, directory.Time, NullLogger<OutboxDispatcher>.Instance);
        await dispatcher.RoundAsync(CancellationToken.None);
    }

    private async Task<Guid> EnqueueAsync<T>(string kind, T payload)
    {
        await using var db = directory.NewContext();
        var message = OutboxMessage.Create(kind, payload);
        db.Enqueue(message);
        await db.SaveChangesAsync();
        return message.Id;
    }

    private async Task<OutboxMessage> RowAsync(Guid id)
    {
        await using var db = directory.NewContext();
        return await db.Set<OutboxMessage>().AsNoTracking().SingleAsync(message => message.Id == id);
    }

    private sealed class Receiver : IOutboxHandler
    {
        private static int _count;

        public string Kind { get; } = $"test.{Interlocked.Increment(ref _count)}";

        public ConcurrentQueue<Guid> Received { get; } = [];

        public OutboxDelivery Answer { get; set; } = new OutboxDelivery.Delivered();

        public Exception? Fault { get; init; }

        public Task<OutboxDelivery> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
        {
            if (Fault is not null) throw Fault;
            Received.Enqueue(message.Id);
            return Task.FromResult(Answer);
        }
    }
}

public sealed class OutboxOnSqlite(SqliteDirectory directory) : OutboxSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class OutboxOnPostgres(PostgresDirectory directory) : OutboxSuite(directory), IClassFixture<PostgresDirectory>;
